"""Publishing a report, correcting it, taking it back."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from wardmote.audit.usecases import record
from wardmote.kernel.disclosure import Table
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter
from wardmote.papers.document import to_json
from wardmote.papers.pdf import pdf
from wardmote.papers.word import word
from wardmote.partnership.queries import this_partnership, word_template
from wardmote.people.models import User
from wardmote.places.shapes import ward_outlines
from wardmote.preelection.rules import Publicity
from wardmote.preelection.usecases import tick_factual
from wardmote.releases.ledger import DISTRICT, Telling
from wardmote.releases.notice import check_notice
from wardmote.releases.queries import standing
from wardmote.releases.rules import ReleaseKind
from wardmote.releases.usecases import (
    end_notice,
    give_notice,
    release,
    take_notice_back,
    tell,
    withdraw,
)
from wardmote.reports.access import require_publisher
from wardmote.reports.document import report_document
from wardmote.reports.facts import Facts
from wardmote.reports.models import Edition, Report
from wardmote.reports.noticing import item_of, notices, ward_notices
from wardmote.reports.outside import Outside
from wardmote.reports.queries import (
    facts_of,
    findings_of,
    imprint,
    next_number,
    reasons_of,
    told_outside,
)
from wardmote.reports.releasing import drafts
from wardmote.reports.rules import State, check_ready, check_to_notify
from wardmote.reports.usecases.drafting import draft_of


def publish(
    quarter: Quarter,
    *,
    by: User,
    now: datetime,
    what_changed: str = "",
    cannot_wait: str = "",
    factual: bool = False,
    version: int | None = None,
) -> Edition:
    """Freeze the draft as an edition, make its files, and release all it lets out.

    The members of the wards that it names have had notice, or `cannot_wait` says why it is
    published all the same: it is shown to them. During a pre-election period `by` ticks that
    it is `factual`.

    The files are made before the database is locked; if the draft changes meanwhile, or
    is not the `version` the person saw, it is refused and nothing has changed.
    """
    require_publisher(by, localdate(now))
    report = draft_of(quarter, lock=False)
    if version is not None and version != report.version:
        raise RuleBroken("The draft has changed since you opened this page. Read it again")
    number, facts = next_number(report), facts_of(report)
    _check_ready(report, number, what_changed)
    check_notice(ward_notices(report, localdate(now)), localdate(now), cannot_wait)
    around = imprint(
        edition_line=f"Edition {number}",
        made_on=localdate(now),
        what_changed=what_changed.strip(),
    )
    reasons = reasons_of(report)
    told = told_outside(facts)
    document = report_document(
        facts, findings_of(report, facts), reasons, around, ward_outlines(), told
    )
    files = {"pdf": pdf(document), "docx": word(document, word_template())}
    with transaction.atomic():
        held = draft_of(quarter)
        if held.version != report.version or next_number(held) != number:
            raise RuleBroken("The draft has just been changed. Read it again, then publish")
        _check_ready(held, number, what_changed)
        end_notice(
            *(notices(held), item_of(held), document.title),
            cannot_wait=cannot_wait,
            by=by,
            now=now,
        )
        tick_factual(
            Publicity.REPORT, f"report {quarter} edition {number}", factual, by=by, now=now
        )
        edition = held.editions.create(
            number=number,
            document=to_json(document),
            what_changed=around.what_changed,
            **files,
            published_at=now,
            published_by=by,
        )
        held.state = State.PUBLISHED
        held.save(update_fields=["state"])
        telling = [*_tellings(facts, told), *_years(facts, told)]
        tell(telling, f"report {quarter} edition {number}", by=by, now=now)
        let_out = drafts(facts, reasons, around, number, document, files, told)
        release(let_out, by=by, now=now)
        record("report.published", quarter, by=by, at=now, edition=number)
    return edition


def _tellings(facts: Facts, told: Mapping[str, Outside]) -> Iterator[Telling]:
    """What this edition tells of partners' counts, for the ledger."""
    for slug, one in told.items():
        yield Telling(slug, facts.boundaries, facts.quarter, one.table)


def _years(facts: Facts, told: Mapping[str, Outside]) -> Iterator[Telling]:
    """What it tells of sensitive data sets. Notices to wards say nothing of these."""
    for slug, one in told.items():
        if one.year is not None:
            yield Telling(slug, DISTRICT, str(facts.year), Table({}, one.year))


@transaction.atomic
def give_report_notice(quarter: Quarter, version: int, *, by: User, now: datetime) -> int:
    """Put what the draft says of each ward before that ward's members, before the public.

    What they read of partners' counts has been told from then on, and stands in the ledger.
    `version` is the draft the person saw. Returns how many wards' words are new.
    """
    require_publisher(by, localdate(now))
    report = draft_of(quarter)
    if version != report.version:
        raise RuleBroken("The draft has changed since you opened this page. Read it again")
    taken = set(report.steps.filter(edition=next_number(report)).values_list("name", flat=True))
    check_to_notify(this_partnership().report_road, taken)
    facts = facts_of(report)
    new = give_notice(notices(report), item_of(report), by=by, now=now)
    if not new:
        raise RuleBroken("The members have these words already. Nothing was sent again")
    tell(_tellings(facts, told_outside(facts)), item_of(report), by=by, now=now)
    return new


@transaction.atomic
def take_report_notice_back(quarter: Quarter, *, by: User, now: datetime) -> None:
    """The draft will not be published as it was given: it leaves the members' pages."""
    require_publisher(by, localdate(now))
    take_notice_back(item_of(draft_of(quarter)), by=by, now=now)


@transaction.atomic
def begin_correction(quarter: Quarter, *, by: User, now: datetime) -> Report:
    """Open a published report for a corrected edition. What is published stands."""
    require_publisher(by, localdate(now))
    report = Report.objects.select_for_update().filter(quarter=str(quarter)).first()
    if report is None or report.state != State.PUBLISHED:
        raise RuleBroken("Only a published report can be corrected")
    report.state = State.DRAFT
    report.save(update_fields=["state"])
    record("report.correction_begun", quarter, by=by, at=now)
    return report


@transaction.atomic
def withdraw_report(quarter: Quarter, reason: str, *, by: User, now: datetime) -> None:
    """Take back everything that publishing this report let out, from the next request."""
    require_publisher(by, localdate(now))
    let_out = standing().filter(source__startswith=f"report {quarter} edition ")
    if not let_out.filter(kind=ReleaseKind.REPORT).exists():
        raise RuleBroken("This report is not published, or has been withdrawn already")
    for one in let_out:
        withdraw(one.pk, reason, by=by, now=now)
    record("report.withdrawn", quarter, by=by, at=now, reason=reason.strip())


def _check_ready(report: Report, number: int, what_changed: str) -> None:
    taken = set(report.steps.filter(edition=number).values_list("name", flat=True))
    road = this_partnership().report_road
    check_ready(road, taken, editions=number - 1, what_changed=what_changed)

"""A canary in every field that is not public, and who may find it.

An app that keeps text which is not for everybody adds a line to FIELDS: where it lies, who
may read it (names of tests/test_permissions.py), and how a canary is put there through
its own use cases. Its addresses are found by themselves.
"""

from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core import mail
from django.db import transaction
from django.test import override_settings

from tests.conftest import NOW, copy_kept
from tests.district import DRAFTED, OTHER, OWN, District
from tests.leaks.actions import actions
from tests.leaks.bulletins import bulletins
from tests.leaks.concerns import concerns
from tests.leaks.digests import digests
from tests.leaks.issues import issues
from tests.leaks.meetings import meetings
from tests.leaks.planting import NOBODY, Field, canary
from tests.leaks.preelection import preelection
from tests.leaks.pulse import pulse
from tests.leaks.surveys import surveys
from tests.test_permissions import OFFICE, OFFICER, OWN_MEMBERS, PARTNERS, SOLVERS
from wardmote.areas.rules import Category
from wardmote.areas.usecases import override
from wardmote.audit.usecases import record
from wardmote.datasets.models import Dataset, DatasetFigure, Import
from wardmote.flags.usecases import lead_elsewhere
from wardmote.issues.sections import Section
from wardmote.issues.usecases.updating import save_update
from wardmote.people.models import OneTimeLink
from wardmote.places.remits import give_remit
from wardmote.places.rules import Coverage
from wardmote.releases.models import Release
from wardmote.releases.queries import Notice
from wardmote.releases.rules import Audience, ReleaseKind
from wardmote.releases.usecases import (
    Draft,
    give_notice,
    release,
    take_notice_back,
    withdraw,
)
from wardmote.reports.assessment.rules import Section as AssessmentSection
from wardmote.reports.models import Assessment
from wardmote.reports.usecases import save_finding
from wardmote.reports.usecases.assessing import save_section

COUNT = 8611  # of a sensitive data set, in each of three months
SENSITIVE = "domestic-abuse"


@dataclass(frozen=True)
class Planted:
    """What was planted, the mail that went out by it, and where the files lie."""

    fields: list[Field]
    letters: list[str]
    folder: Path


@contextmanager
def planted(district: District, folder: Path) -> Iterator[Planted]:
    """The district with every canary, in a database transaction that is undone."""
    copy_kept(district.folder.parent, folder)
    kept = {"WAREHOUSE": folder / "warehouse", "FILES": folder / "files"}
    with (
        override_settings(**kept, MEDIA_ROOT=kept["FILES"], MAIL_IS_ON=True),
        transaction.atomic(),
    ):
        fields = plant(district)
        yield Planted(fields, [str(one.message()) for one in mail.outbox], folder)
        transaction.set_rollback(True)


def plant(district: District) -> list[Field]:
    """Put every canary where it belongs; what was planted."""
    district.also.clear()
    return [field for planted in FIELDS for field in planted(district)]


def _text(name: str, readers: Set[str], *, is_shown: bool = True) -> Field:
    return Field(name, readers, (canary(name),), is_shown)


def findings(district: District) -> list[Field]:
    """A finding of a report that is not published."""
    parts = [_text(f"finding {part}", PARTNERS) for part in ("heading", "text", "advice")]
    heading, text, advice = (part.canaries[0] for part in parts)
    said = {"heading": heading, "text": text, "recommendation": advice}
    save_finding(DRAFTED, place=OWN, **said, by=district["analyst"], now=NOW)
    return parts


def assessments(district: District) -> list[Field]:
    """A strategic assessment that is not agreed; what a meeting said of it."""
    text, answer = _text("assessment", PARTNERS), _text("answer to assessment", OFFICE)
    held = Assessment.objects.get(quarter=str(DRAFTED))
    given = {"by": district["analyst"], "now": NOW}
    save_section(DRAFTED, AssessmentSection.WHY, text.canaries[0], held.version, **given)
    Assessment.objects.filter(pk=held.pk).update(answer=answer.canaries[0])
    return [text, answer]


def decisions(district: District) -> list[Field]:
    """Why people decided against the rule."""
    reason = _text("decision reason", PARTNERS)
    given = {"category": Category.PREVENTING, "reason": reason.canaries[0]}
    override(OTHER, DRAFTED, **given, by=district["officer"], now=NOW)
    return [reason]


def led_elsewhere(district: District) -> list[Field]:
    """Who leads on a flag instead, and how to reach them."""
    parts = [
        _text(f"led elsewhere {part}", PARTNERS, is_shown=False)
        for part in ("lead", "contact", "reason")
    ]
    lead, contact, reason = (part.canaries[0] for part in parts)
    lead_elsewhere(
        OWN,
        "burglary",
        since=DRAFTED,
        until=NOW.date() + timedelta(days=90),
        lead=lead,
        contact=contact,
        reason=reason,
        by=district["officer"],
        now=NOW,
    )
    return parts


def partners_data(district: District) -> list[Field]:
    """A sensitive data set: its name, its owner, on what basis, its counts, its imports."""
    name, basis = _text("sensitive name", PARTNERS), _text("lawful basis", OFFICE)
    message = _text("import message", OFFICE)
    held = Dataset.objects.filter(slug=SENSITIVE)
    held.update(name=name.canaries[0], lawful_basis=basis.canaries[0])
    months = [str(month) for month in DRAFTED.months]
    figures = DatasetFigure.objects.filter(dataset__slug=SENSITIVE, code=OWN)
    figures.filter(period__in=months).update(count=COUNT)
    Import.objects.update(messages=[message.canaries[0]])
    numbers = tuple(words for n in (COUNT, 3 * COUNT) for words in (str(n), f"{n:,}"))
    return [name, basis, message, Field("sensitive count", OFFICE, numbers)]


def accounts(district: District) -> list[Field]:
    """What opens an account, and how to reach its holder."""
    board = district["board"]
    address = _text("e-mail address", OFFICER | {"board"})
    board.email = f"{address.canaries[0].lower().replace('-', '')}@wendle.example"
    board.save()
    digests = tuple(OneTimeLink.objects.values_list("digest", flat=True))
    secrets = (board.password, settings.SECRET_KEY, *digests)
    return [
        Field("e-mail address", address.readers, (board.email,)),
        Field("password, link or key", NOBODY, secrets, is_shown=False),
    ]


def remits(district: District) -> list[Field]:
    """What somebody does in a ward."""
    work = _text("remit", PARTNERS)
    works = Coverage(work.canaries[0], frozenset({OWN}))
    given = {"since": NOW.date(), "by": district["officer"], "now": NOW}
    give_remit(district["data group"], works, **given)
    return [work]


def trail(district: District) -> list[Field]:
    """The audit trail."""
    entry = _text("audit entry", OFFICER)
    record("area.decided", OWN, by=district["officer"], at=NOW, reason=entry.canaries[0])
    return [entry]


def releases(district: District) -> list[Field]:
    """Released to one ward's councillors; and to everybody, then withdrawn."""
    members = _text("for members", OWN_MEMBERS | OFFICER)  # who reads the audit trail, too
    gone = _text("withdrawn", OFFICER, is_shown=False)
    for field, audience in ((members, Audience.MEMBERS), (gone, Audience.PUBLIC)):
        words = field.canaries[0]
        draft = Draft(
            kind=ReleaseKind.FINDING,
            slot=f"planted {audience}",
            title=words,
            content={"text": words, "ward": {"code": OWN, "name": "Longmere"}},
            source=words,
            wards=(OWN,),
            audience=audience,
        )
        release([draft], by=district["officer"], now=NOW)
    withdrawn = Release.objects.get(slot=f"planted {Audience.PUBLIC}")
    withdraw(withdrawn.pk, "A mistake", by=district["officer"], now=NOW)
    return [members, gone]


def notices(district: District) -> list[Field]:
    """What will be published, for the members of one ward; and what was taken back."""
    officer = {"by": district["officer"], "now": NOW}
    made = [_text("notice", OWN_MEMBERS), _text("notice taken back", NOBODY, is_shown=False)]
    for field, item in zip(made, ("planted", "planted back"), strict=True):
        words = field.canaries[0]
        ward = {"code": OWN, "name": "Longmere"}
        content = {"ward": ward, "parts": [{"heading": words, "lines": [words]}]}
        give_notice([Notice(words, content, {OWN: "Longmere"}, OWN)], item, **officer)
    take_notice_back("planted back", **officer)
    given = Release.objects.filter(kind=ReleaseKind.NOTICE, slot__startswith="notice planted")
    district.also["notice"] = [{"pk": pk} for pk in given.values_list("pk", flat=True)]
    return made


def updates(district: District) -> list[Field]:
    """What the PSG drafts for the Board, not sent yet."""
    word = canary("update")
    text = Field("update", SOLVERS, (word,), kept_in="issues.QuarterlyUpdate.texts")
    given = {"texts": {Section.NEW: word}, "version": 1, "checked": True}
    save_update(district.draft_update, **given, by=district["problem solving"], now=NOW)
    return [text]


FIELDS: list[Callable[[District], list[Field]]] = [
    findings, assessments, decisions, led_elsewhere, partners_data, accounts, remits,
    releases,
    notices, issues, concerns,
    updates, actions, meetings, pulse, preelection, surveys, bulletins,
    digests,  # mails go out when everything else is there
    trail,  # last: the page of the trail shows the newest first
]  # fmt: skip

"""A district small enough for every test: ten wards, nine months, made by the use cases.

The same files and the same functions as a real partnership's; only the numbers are few.
`names` lets a test give wards, data sets and people hostile names.
"""

import base64
import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.test import override_settings
from django.utils.timezone import now as clock

from tests.bulletins.district import write_bulletins
from tests.conftest import NOW, PASSWORD
from tests.datasets.builders import row, street_file
from tests.digests.district import mail_members
from tests.meetings.district import hold_meetings
from tests.preelection.district import hold_by_election
from tests.pulse.district import ask_members
from tests.surveys.district import ask_the_public
from wardmote.actions.due import due_outside
from wardmote.actions.links import token_for
from wardmote.actions.rules import Source
from wardmote.actions.usecases import record_action
from wardmote.agreements.models import Party
from wardmote.agreements.rules import AgreementKind
from wardmote.agreements.usecases import (
    add_agreement,
    add_party,
    ask_extension,
    change_safeguards,
    sign,
)
from wardmote.areas.rules import Category
from wardmote.areas.usecases import confirm, override, propose_quarter
from wardmote.datasets.models import Import
from wardmote.datasets.usecases import change_dataset, import_dataset, import_street
from wardmote.desk.usecases import set_up
from wardmote.groups.models import Group, Post, Route
from wardmote.groups.rules import GroupKind, SeatRole
from wardmote.groups.usecases import (
    add_post,
    end_seat,
    give_seat,
    keep_seat_vacant,
    seat_post,
)
from wardmote.issues.clearing import Ruling
from wardmote.issues.concerns import ConcernState
from wardmote.issues.models import Concern
from wardmote.issues.rules import Asking, Level, Origin, Reach
from wardmote.issues.usecases.raising import Raised, raise_issue
from wardmote.issues.usecases.releasing import ask_to_release, rule_on
from wardmote.issues.usecases.telling import tell
from wardmote.issues.usecases.unblocking import ask_to_unblock
from wardmote.issues.usecases.updating import draft_update
from wardmote.kernel.actors import Machine
from wardmote.kernel.periods import Month, Quarter
from wardmote.kernel.themes import Theme
from wardmote.partnership.queries import this_partnership
from wardmote.partnership.usecases import change_settings
from wardmote.people.models import Organisation, User
from wardmote.people.rules import Role
from wardmote.people.usecases import digest_of, invite
from wardmote.places.elections import enter_election
from wardmote.places.geojson import read_boundaries
from wardmote.places.models import Remit, Representation
from wardmote.places.profile import read_profile
from wardmote.places.queries import edition_in_use
from wardmote.places.remits import give_remit
from wardmote.places.rules import Coverage, ElectionKind, Kind, Office
from wardmote.places.usecases import load_boundaries, load_profile
from wardmote.releases.queries import notices_for
from wardmote.releases.rules import Audience
from wardmote.releases.usecases import give_notice
from wardmote.reports.assessment.evidence import Evidence, to_json
from wardmote.reports.assessment.rules import Section
from wardmote.reports.facts import Facts
from wardmote.reports.models import Assessment, Finding, Report
from wardmote.reports.noticing import item_of, notices
from wardmote.reports.usecases import draft_report, publish, save_finding, take_step
from wardmote.reports.usecases.assessing import (
    Minuted,
    agree_assessment,
    publish_assessment,
    submit_assessment,
)
from wardmote.signin.models import MailLink

WARDS = (
    "Longmere", "Newbridge", "Harrow Fen", "Willow End", "Market Ward",
    "Stoke Lacy", "Astry", "Hallowby", "Fen Drove", "Upper Wendle",
)  # fmt: skip
PARISHES = ("Longmere St Mary", "Newbridge Parish", "Harrow")
DIVISIONS = ("Longmere & Fen", "Newbridge Division")
MONTHS = tuple(f"2025-{month:02}" for month in range(1, 10))
PUBLISHED, DRAFTED = Quarter(2025, 2), Quarter(2025, 3)
DISTRICT = "E07999001"
SINCE = date(2024, 5, 2)
MACHINE = Machine("tests")
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
    "rkJggg=="
)


def ward_code(number: int) -> str:
    return f"E05999{number + 1:03}"


def parish_code(number: int) -> str:
    return f"E04999{number + 1:03}"


def division_code(number: int) -> str:
    return f"E58999{number + 1:03}"


OWN, OTHER = ward_code(0), ward_code(5)
Name = Callable[[str], str]


def _square(column: int, line: int) -> dict[str, Any]:
    west, south = 0.1 + column * 0.02, 52.1 + line * 0.02
    east, north = west + 0.02, south + 0.02
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def _boundaries(path: Path, prefix: str, places: list[tuple[str, str]]) -> Path:
    features = [
        {
            "type": "Feature",
            "properties": {f"{prefix}25CD": code, f"{prefix}25NM": name, "LAD25CD": DISTRICT},
            "geometry": _square(number % 5, number // 5),
        }
        for number, (code, name) in enumerate(places)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def write_files(folder: Path, name: Name = str) -> None:
    """Every file that the district is loaded from."""
    chance = random.Random(7)
    folder.mkdir(parents=True, exist_ok=True)
    wards = [(ward_code(n), name(words)) for n, words in enumerate(WARDS)]
    parishes = [(parish_code(n), name(words)) for n, words in enumerate(PARISHES)]
    divisions = [(division_code(n), name(words)) for n, words in enumerate(DIVISIONS)]
    _boundaries(folder / "wards.geojson", "WD", wards)
    _boundaries(folder / "parishes.geojson", "PAR", parishes)
    _boundaries(folder / "divisions.geojson", "CED", divisions)
    lines = [
        f"{code},{4000 + 100 * n},{1700 + 40 * n},{n + 10}" for n, (code, _) in enumerate(wards)
    ]
    heading = "ward_code,usual_residents,households,aged_65_and_over"
    (folder / "profile.csv").write_text("\n".join([heading, *lines]) + "\n")
    for month in MONTHS:
        rows = [one for n in range(len(WARDS)) for one in _rows(chance, n, month)]
        rows.append(row(month=month, lon="", lat=""))
        rows.append(row(month=month, lon="1.500000"))
        street_file(folder / "police" / month / f"{month}-brackenshire-street.csv", rows)
    for slug in "deliberate-fires", "domestic-abuse":
        lines = [
            f"{code},{month},{n % 4}" for n, (code, _) in enumerate(wards) for month in MONTHS
        ]
        (folder / f"{slug}.csv").write_text("\n".join(["code,month,count", *lines]) + "\n")


def _rows(chance: random.Random, number: int, month: str) -> list[str]:
    many = {"Burglary": 1, "Anti-social behaviour": 3, "Vehicle crime": 1}
    if number in (0, 4):
        many = {label: 3 * count + int(month[-1]) // 3 for label, count in many.items()}
    shape = _square(number % 5, number // 5)["coordinates"][0]
    (west, south), (east, north) = shape[0], shape[2]
    return [
        row(
            month=month,
            type=label,
            lon=f"{chance.uniform(west + 0.001, east - 0.001):.6f}",
            lat=f"{chance.uniform(south + 0.001, north - 0.001):.6f}",
        )
        for label, count in many.items()
        for _ in range(count + chance.randint(0, 2))
    ]


@dataclass
class District:
    """What was made: people by what they are, and the files it was loaded from."""

    folder: Path
    people: dict[str, User] = field(default_factory=dict)
    #: what stands in addresses: in all that need it, and in the one of this name
    given: dict[str, Any] = field(default_factory=dict)
    given_to: dict[str, dict[str, Any]] = field(default_factory=dict)
    issue_addresses: dict[str, dict[str, Any]] = field(default_factory=dict)
    draft_update: int = 0
    #: what else can stand in the address of this name, each opened as well
    also: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def __getitem__(self, who: str) -> User:
        return self.people[who]

    def in_address(self, name: str) -> dict[str, Any]:
        """What can stand in the address of this name."""
        return self.given | self.given_to.get(name, {})


SEATS = {
    "board": GroupKind.BOARD,
    "tasking": GroupKind.TASKING,
    "problem solving": GroupKind.PROBLEM_SOLVING,
    "data group": GroupKind.DATA,
}


def add_people(district: District, name: Name = str) -> None:
    """One person for each way of standing to the partnership."""
    body = Organisation.objects.create(name=name("Brackenshire Police"))
    roles = {"officer": Role.OFFICER, "analyst": Role.ANALYST}
    councillors = ("own", "other", "county", "board", "vice-chair", "clerk", "analyst",
                   "officer")  # fmt: skip
    others = ("nobody", "clerk", *(f"{one} councillor" for one in councillors), *SEATS,
              "two groups", "never signed", "lapsed", "data protection lead",
              "former seat", "deactivated", "monitoring officer")  # fmt: skip
    for who in (*roles, *others):
        person = User(
            email=f"{who.replace(' ', '.')}@wendle.example",
            name=name(who.capitalize()),
            organisation=body,
            role=roles.get(who, Role.NONE),
        )
        person.set_password(PASSWORD)
        person.save()
        district.people[who] = person
    _seat_people(district, name)
    _give_places(district)
    for role in Role.ANALYST, Role.OFFICER:
        district[f"{role} councillor"].role = role
        district[f"{role} councillor"].save()
    gone = district["deactivated"]
    gone.role, gone.is_active = Role.OFFICER, False
    gone.save()


def _seat_people(district: District, name: Name) -> None:
    given = {"by": MACHINE, "now": NOW, "since": SINCE}
    groups = {group.kind: group for group in Group.objects.all()}
    for who, kind in SEATS.items():
        give_seat(groups[kind], district[who], **given)
    give_seat(groups[GroupKind.BOARD], district["board councillor"], **given)
    vice = {"role": SeatRole.VICE_CHAIR, **given}
    give_seat(groups[GroupKind.TASKING], district["vice-chair councillor"], **vice)
    for kind in GroupKind.PROBLEM_SOLVING, GroupKind.DATA:
        give_seat(groups[kind], district["two groups"], **given)
    for who in "never signed", "lapsed":
        give_seat(groups[GroupKind.TASKING], district[who], **given)
    body, by = district["board"].organisation, {"by": MACHINE, "now": NOW}
    keep_seat_vacant(groups[GroupKind.BOARD], body, **given)
    post = add_post(name("Chief Inspector"), body, **by)
    seat_post(groups[GroupKind.BOARD], post, **given)
    held = give_seat(groups[GroupKind.BOARD], district["former seat"], **given)
    end_seat(held.pk, by=MACHINE, now=NOW, on=date(2025, 1, 1))


def _give_places(district: District) -> None:
    acting = {
        "own councillor": (Office.COUNCILLOR, Kind.WARD, OWN),
        "other councillor": (Office.COUNCILLOR, Kind.WARD, OTHER),
        "county councillor": (Office.COUNCILLOR, Kind.DIVISION, division_code(0)),
        "board councillor": (Office.COUNCILLOR, Kind.WARD, OWN),
        "vice-chair councillor": (Office.COUNCILLOR, Kind.WARD, OWN),
        "clerk councillor": (Office.COUNCILLOR, Kind.WARD, OTHER),
        "analyst councillor": (Office.COUNCILLOR, Kind.WARD, OWN),
        "officer councillor": (Office.COUNCILLOR, Kind.WARD, OTHER),
        "clerk": (Office.CLERK, Kind.PARISH, parish_code(0)),
    }
    also = ("clerk councillor", (Office.CLERK, Kind.PARISH, parish_code(0)))
    for who, (office, kind, code) in [*acting.items(), also]:
        Representation.objects.create(
            user=district[who], office=office, kind=kind, code=code, since=SINCE
        )


def _sign(district: District, name: Name) -> None:
    """The police have signed; Fenland Homes never, the lapsed Fen Rescue long ago."""
    by = {"by": district["officer"], "now": NOW}
    groups = list(Group.objects.all())
    first = {"in_force_on": date(2020, 1, 1), "sign_by": date(2020, 3, 31), "months": 60}
    made = add_agreement(
        name("Sharing in Wendle Vale"), AgreementKind.SHARING, groups, **first, **by,
        summary=name("What partners share"), kept_at=name("File 12"),
    )  # fmt: skip
    bodies = {"never signed": "Fenland Homes", "lapsed": "Fen Rescue"}
    for who, words in bodies.items():
        district[who].organisation = Organisation.objects.create(name=name(words))
        district[who].save()
    for who, on in ("board", date(2025, 1, 1)), ("lapsed", date(2020, 1, 1)):
        party = add_party(made, district[who].organisation, **by)
        signed = {"name": name("Jo Dunn"), "capacity": name("Chief officer"), "signed_on": on}
        given = {**signed, "is_on_paper": True, "copy": PNG, "copy_name": name("a.png")}
        sign(party, made.versions.get(), **given, **by)
    ask_extension(party.pk, name("A new chief officer"), **by)
    add_party(made, district["never signed"].organisation,
              signatory=district["never signed"], **by)  # fmt: skip
    lead = district["data protection lead"]
    change_safeguards(**by, lead=lead, controller=lead.organisation)


def load(folder: Path, name: Name = str) -> District:
    """Make the whole district from its files, as an officer and an analyst would."""
    district = District(folder)
    given: dict[str, Any] = {"by": MACHINE, "now": NOW}
    set_up(**given, name=name("Wendle Vale Partnership"))
    add_people(district, name)
    _sign(district, name)
    given["by"] = district["analyst"]
    kinds = ("wards", Kind.WARD), ("parishes", Kind.PARISH), ("divisions", Kind.DIVISION)
    for file, kind in kinds:
        found = read_boundaries(folder / f"{file}.geojson", kind)
        load_boundaries(found, kind, "2025-05", **given)
    load_profile(read_profile(folder / "profile.csv"), "profile.csv", **given)
    works = Coverage(name("neighbourhood sergeant"), frozenset({OWN}))
    give_remit(district["problem solving"], works, since=date(2024, 1, 1), **given)
    import_street([folder / "police"], **given)
    for slug, is_sensitive in ("deliberate-fires", False), ("domestic-abuse", True):
        import_dataset(folder / f"{slug}.csv", slug, **given)
        changes = {"name": name(slug.capitalize()), "owner": name("Fire service")}
        change_dataset(slug, **given, **changes, sensitive=is_sensitive)
    change_settings(**given, logo=PNG, logo_type="image/png")
    _decide(district, name)
    _report(district, name)
    _assess(district, name)
    _issue(district, name)
    _concern(district)
    _action(district, name)
    _fill_addresses(district, **given)
    hold_meetings(district, name)
    ask_members(district, OWN, name)
    hold_by_election(district, ward_code(len(WARDS) - 1), name)
    ask_the_public(district, name)
    write_bulletins(district, OWN, name)
    mail_members(district)
    return district


def _decide(district: District, name: Name) -> None:
    """Areas proposed for both quarters; in the first, one confirmed and one overridden."""
    for quarter in PUBLISHED, DRAFTED:
        propose_quarter(quarter, by=district["analyst"], now=NOW)
    by = {"by": district["officer"], "now": NOW}
    confirm(OWN, PUBLISHED, **by, reason=name("Five months of rises"))
    kept = {"category": Category.PREVENTING, "reason": name("New homes are planned")}
    override(ward_code(1), PUBLISHED, **by, **kept)


def _report(district: District, name: Name) -> None:
    """The first quarter's report is published, the next one's is a draft."""
    analyst, officer = ({"by": district[who], "now": NOW} for who in ("analyst", "officer"))
    for quarter in PUBLISHED, DRAFTED:
        draft_report(quarter, **analyst)
        said = {"heading": name("Burglary rises"), "text": name("At night, near the station")}
        save_finding(quarter, place=OWN, **said, recommendation=name("Patrols"), **analyst)
    for step in this_partnership().report_road:
        take_step(PUBLISHED, step, **officer, note=name("Agreed"))
    publish(PUBLISHED, **officer, cannot_wait=name("The Board meets today"))
    held = Report.objects.get(quarter=str(DRAFTED))
    give_notice(notices(held), item_of(held), **officer)


def _assess(district: District, name: Name) -> None:
    """One strategic assessment is agreed and published, another is a draft."""
    texts = {section: name(f"Words on {section}") for section in Section}
    for quarter in PUBLISHED, DRAFTED:
        facts = to_json(Evidence(Facts(str(quarter), "wards 2025-05", "2025-10-01"), {}, {}))
        held = Assessment.objects.create(
            quarter=str(quarter), facts=facts, texts=texts, drafted_at=NOW, drafted_by="Ana"
        )
    by = {"by": district["officer"], "now": NOW}
    submit_assessment(PUBLISHED, held.version, **by)
    at = Minuted("Board", "5", "meeting decision 1", "/meetings/", NOW.date(), held.version)
    agree_assessment(PUBLISHED, at, **by)
    publish_assessment(PUBLISHED, 1, **by)


def _issue(district: District, name: Name) -> None:
    """One issue with the PSG: released to its councillors, asked of the Board, and further
    words waiting for a second person."""
    by = {"by": district["problem solving"], "now": NOW}
    groups = {group.kind: group for group in Group.objects.all()}
    issue = raise_issue(
        Raised(
            title=name("Lighting on the path"),
            theme=Theme.DISORDER,
            origin=Origin.JUDGMENT,
            reach=Reach.PLACES,
            wards=(OWN,),
            lead=district["lapsed"].organisation,
            holder=groups[GroupKind.PROBLEM_SOLVING],
            text=name("Two lamps are out"),
            checked=True,
        ),
        **by,
    )
    board = groups[GroupKind.BOARD].pk
    asking = Asking(board, name("Money for lamps"), name("the county"), date(2999, 1, 1))
    ask = ask_to_unblock(issue.pk, asking, **by, checked=True)
    words = name("Lamps are being mended")
    for audience in Audience.MEMBERS, Audience.PUBLIC:
        waits = ask_to_release(issue.pk, words, audience, **by, checked=True)
        if audience is Audience.MEMBERS:
            cleared = rule_on(waits.pk, Ruling.CLEARED, "", by=district["two groups"], now=NOW)
    tell(issue.pk, name("Patrols at night"), Level.PARTNER, **by, checked=True)
    update = draft_update(groups[GroupKind.PROBLEM_SOLVING], Quarter(2026, 4), **by)
    district.draft_update = update.pk
    here = {"number": issue.number}
    deeds = ("pass", "take-on", "tell", "hold", "resume", "close", "reopen", "rewrite", "refer",
             "ask", "mark", "place", "release", "correct")  # fmt: skip
    district.issue_addresses = {
        "issue": here,
        **{f"{deed}-issue": here for deed in deeds},
        "issue-action": here,
        **{name: {**here, "pk": waits.pk} for name in ("clear-issue", "issue-go-ahead")},
        "withdraw-issue": {**here, "pk": cleared.release},
        "answer-ask": {"pk": ask.pk},
        "take-back-ask": {**here, "pk": ask.pk},
        "group-issues": {"pk": groups[GroupKind.PROBLEM_SOLVING].pk},
        **{name: {"pk": update.pk} for name in ("update", "update-edit", "update-send")},
        "update-file": {"pk": update.pk, "ending": "docx"},
        "group-updates": {"pk": groups[GroupKind.PROBLEM_SOLVING].pk},
        "ranked-issues": {"pk": groups[GroupKind.PROBLEM_SOLVING].pk},
    }


def _concern(district: District) -> None:
    """What the own councillor told the PSG, erased long since; an answer waits."""
    held = Concern.objects.create(
        receipt="C-7KMP-QXB4",
        group=Group.objects.get(kind=GroupKind.PROBLEM_SOLVING),
        by=district["own councillor"],
        at=NOW,
        erased_at=NOW,
        state=ConcernState.LOOKED_AT,
        answer="Patrols begin on Friday",
        answered_at=NOW,
        answered_by=district["problem solving"],
    )
    held.places.create(kind=Kind.WARD, code=OWN, name="Longmere")
    deeds = ("take-up", "send-on", "raise", "answer", "clear", "close")
    names = ("concern", "my-concern", *(f"{deed}-concern" for deed in deeds))
    district.issue_addresses |= {key: {"receipt": held.receipt} for key in names}


def _action(district: District, name: Name) -> None:
    """One action before the Board: its owner sits there, and one organisation has a part."""
    board = Group.objects.get(kind=GroupKind.BOARD)
    action = record_action(
        text=name("Write to the county"),
        group=board,
        owner=district["board"],
        shares=[district["lapsed"].organisation],
        due=due_outside(name("County Board"), Month(2999, 1)),
        source=Source("meeting 0 item 0", name("Lighting on the path")),
        item=name("Lamps"),
        by=district["officer"],
        now=NOW,
        checked=True,
    )
    own = {"text": name("Ring the county"), "group": board, "owner": district["board"]}
    linked = record_action(**own, by=district["officer"], now=NOW, checked=True)
    here, share = {"number": action.number}, {"pk": action.shares.get().pk}
    deeds = ("tell", "accept", "send-back", "move", "give", "drop")
    district.issue_addresses |= {
        "action": here,
        **{f"{deed}-action": here for deed in deeds},
        "tick-share": share,
        "untick-share": share,
        "group-actions": {"pk": board.pk},
        "record-action": {"pk": board.pk},
        "actions-file": {"ending": "csv"},
        "action-link": {"token": token_for(linked, district["board"])},
    }


@contextmanager
def made(folder: Path, name: Name = str) -> Iterator[District]:
    """The district in a database transaction that is undone, its files in this folder."""
    kept = {"WAREHOUSE": folder / "warehouse", "FILES": folder / "files"}
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    write_files(folder / "from", name)
    with (
        override_settings(**kept, MEDIA_ROOT=kept["FILES"], PASSWORD_HASHERS=hashers),
        transaction.atomic(),
    ):
        yield load(folder / "from", name)
        transaction.set_rollback(True)


def mailed_link(person: User) -> str:
    """The token of a link by mail that has reached this person."""
    token = "m" * 43
    MailLink.objects.create(
        email=person.email, person=person, asked_at=clock(), digest=digest_of(token)
    )
    return token


def _fill_addresses(district: District, *, by: User, now: datetime) -> None:
    """One of each kind of thing that an address names."""
    board, councillor = district["board"], district["own councillor"]
    _, token = invite("new@wendle.example", "New", by=by, now=clock())
    district.given = {
        "code": OWN,
        "quarter": PUBLISHED,
        "number": 1,
        "pk": board.pk,
        "seat": board.seats.get().pk,
        "slug": "deliberate-fires",
        "what": "street",
        "token": token,
        "key": "council",
        "ending": "html",
    }
    held = councillor.represents.get().pk
    district.given_to = {
        "end-place": {"pk": councillor.pk, "held": held},
        "change-settings": {"what": "names"},
        "mail-link": {"token": mailed_link(councillor)},
        "import": {"pk": Import.objects.earliest("pk").pk},
        "stop-import": {"pk": Import.objects.earliest("pk").pk},
        "resume-import": {"pk": Import.objects.earliest("pk").pk},
        "public-report-file": {"name": "report.pdf"},
        "open-data-file": {"name": "figures.csv"},
        "open-data-ward-file": {"name": "figures.csv"},
        "open-data-parish-file": {"name": "figures.csv", "code": parish_code(0)},
    }
    parishes = "public-parish", "open-data-parish", "open-data-parish-figures", "parish-embed"
    parishes = *parishes, "parish-feed"
    district.given_to |= {key: {"code": parish_code(0)} for key in parishes}
    district.also |= {
        "open-data-file": [{"name": "figures.json"}],
        "open-data-ward-file": [{"name": "figures.json"}, {"code": OTHER}],
        "open-data-parish-file": [{"name": "figures.json"}],
        "open-data-parish": [{"code": parish_code(1)}],
        **{
            name: [{"code": OTHER}]
            for name in ("open-data-ward", "open-data-partner-figures", "ward-feed")
        },
    }
    held_on = {"kind": ElectionKind.ORDINARY, "on": date(2025, 5, 1)}
    of = {"body": board.organisation, "edition": edition_in_use(), **held_on}
    election = enter_election(**of, by=by, now=now)
    here = {"pk": election.pk}
    district.given_to |= {"election": here, "election-result": here}
    remit = Remit.objects.get()
    district.given_to |= {key: {"pk": remit.pk} for key in ("remit-change", "remit-end")}
    group = board.seats.get().group
    vacancy = group.seats.get(person=None, post=None)
    post = Post.objects.get()
    district.given_to |= {
        key: {"pk": group.pk} for key in ("group", "group-change", "group-close", "group-open")
    }
    district.given_to |= {
        "route-remove": {"pk": Route.objects.earliest("pk").pk},
        "seat-new": {"pk": group.pk, "what": "person"},
        "seat-fill": {"pk": group.pk, "seat": vacancy.pk},
        "seat-end": {"pk": group.pk, "seat": board.seats.get().pk},
        "organisation": {"pk": board.organisation_id},
    }
    district.given_to |= {key: {"pk": post.pk} for key in ("post", "post-take", "post-leave")}
    unsigned = Party.objects.get(organisation=district["never signed"].organisation)
    signed = Party.objects.get(organisation=board.organisation)
    one = {"pk": unsigned.agreement_id, "party": unsigned.pk}
    names = ("agreement", "agreement-change", "agreement-version", "agreement-close",
             "agreement-reviewed", "parties-new", "party", "party-sign", "party-paper",
             "party-form", "party-signatory", "party-extend", "party-agree",
             "party-leave")  # fmt: skip
    district.given_to |= dict.fromkeys(names, one)
    copy = {"party": signed.pk, "signature": signed.signatures.get().pk}
    district.given_to |= {
        "party-copy": {"pk": signed.agreement_id, **copy},
        "restricted-record": {"what": "assessment"},
    }
    drafted = {"quarter": DRAFTED, "pk": Finding.objects.latest("pk").pk}
    own_drafts = ("draft", "reasons", "step", "publish", "file", "correct", "withdraw")
    district.given_to |= {f"report-{one}": drafted for one in own_drafts}
    district.given_to |= dict.fromkeys(("finding", "finding-new", "finding-remove"), drafted)
    district.given_to |= {
        "report-withdraw": {"quarter": PUBLISHED},
        "report-correct": {"quarter": PUBLISHED},
    }
    notice = {"pk": notices_for([OWN]).get().pk}
    district.given_to |= dict.fromkeys(("notice", "notice-read"), notice)
    district.given_to |= dict.fromkeys(("report-notice", "report-notice-back"), drafted)
    section = {"quarter": DRAFTED, "key": Section.LEVELS.value}
    district.given_to |= {
        "assessment-section": section,
        "assessment-submit": section,
        "public-assessment-file": {"name": "assessment.pdf"},
    }
    district.given_to |= district.issue_addresses

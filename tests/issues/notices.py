"""A story of notice to members, told in one line of answers: for the matrix of `releases`."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.http import Http404

from tests.conftest import NOW
from wardmote.audit.models import Entry
from wardmote.kernel.errors import RuleBroken
from wardmote.people.models import User
from wardmote.places.models import Representation
from wardmote.releases import queries as reading
from wardmote.releases import usecases as writing
from wardmote.releases.models import NoticeGiven, Release, ShortNotice
from wardmote.releases.queries import Notice
from wardmote.releases.rules import Audience, ReleaseKind

ITEM, TEN = "report 2026Q3 edition 1", timedelta(days=10)
TODAY = NOW.date()


def told(world: Any) -> str:
    """All of it; what a change of any check would tell otherwise."""
    story = Story(world.people["Priya"])
    return " ".join(story.tell())


class Story:
    """Mia and Moe sit for N1, Max for N2; N3 has no member. Two wards' words, one paper."""

    def __init__(self, priya: User) -> None:
        self.by = {"by": priya, "now": NOW}
        self.late = {"by": priya, "now": NOW + TEN}
        self.mia, self.max, _ = (self._member(name, ward) for name, ward in WHO)

    def _member(self, name: str, ward: str) -> User:
        made = User.objects.create(name=name, email=f"{name}@wendle.example")
        self._sits(made, ward, TODAY - timedelta(days=900))
        return made

    def _sits(self, who: User, ward: str, since: Any) -> None:
        given = {"user": who, "code": ward, "since": since}
        Representation.objects.create(office="councillor", kind="ward", **given)

    def tell(self) -> Iterator[str]:
        yield self._try(lambda: writing.take_notice_back(ITEM, **self.by))
        yield f"new {writing.give_notice(both(), ITEM, **self.by)}"
        yield f"again {writing.give_notice(both(), ITEM, **self.by)}"
        writing.give_notice([one("N1")], "another item", **self.by)
        self._imposters()
        yield f"stands {self._wards(both())}"
        yield f"never given {self._wards([*both(), one('N2', part='x')])}"
        yield f"reworded {self._wards([one('N1', 'Else'), one('N2')])}"
        yield f"retitled {self._wards([one('N1', title='Else'), one('N2')])}"
        yield f"for one {self._slots(['N1'])} for none {self._slots([])}"
        yield from self._acknowledged()
        yield from self._published()
        yield from self._withdrawn()

    def _imposters(self) -> None:
        """Releases whose slot looks like the item's, and are no notices of it to members."""
        for kind, audience, tail in (
            (ReleaseKind.FINDING, Audience.MEMBERS, "x"),
            (ReleaseKind.NOTICE, Audience.PUBLIC, "y"),
        ):
            slot, ward = f"notice {ITEM}: {tail}", {"code": "N1", "name": "N1"}
            made = writing.Draft(kind, slot, "t", {"ward": ward}, "s", ("N1",), audience)
            writing.release([made], **self.by)

    def _acknowledged(self) -> Iterator[str]:
        first = reading.notices_of(ITEM).filter(wards__code="N1").get()
        new = self._member("New", "N1")
        Representation.objects.filter(user=new).update(since=TODAY + timedelta(days=3))
        for who, wards in (self.mia, ["N1"]), (self.mia, ["N1"]), (self.max, ["N2"]):
            yield self._try(lambda who=who, wards=wards: self._say(first.pk, wards, who))
        yield self._try(lambda: self._say(first.pk, ["N1"], new, self.late["now"]))
        yield f"said {self._rows()} entries {self._entries('notice.acknowledged')}"
        yield f"members {self._wards(both())}"

    def _say(self, pk: int, wards: list[str], who: User, now: Any = NOW) -> None:
        writing.acknowledge(pk, wards, by=who, now=now)

    def _published(self) -> Iterator[str]:
        newer = self._member("Newer", "N2")
        Representation.objects.filter(user=newer).update(since=TODAY + timedelta(days=2))
        four = self.by | {"now": NOW + timedelta(days=4)}
        for reason, when in ("", self.by), (" Danger ", four):
            yield self._try(lambda reason=reason, when=when: self._end(reason, when))
        kept = reading.short_notice(ITEM)
        yield f"short {kept and (kept.wards, kept.reason)} {reading.short_notice('other')}"
        day = TODAY + timedelta(days=4)
        for ward, since in ("N1", day), ("N9", day), ("N1", day + timedelta(days=1)):
            yield f"{ward} {len(reading.short_notices_for(ward, since))}"
        yield f"rows {self._rows()} left {self._slots(['N1', 'N2'])}"
        yield f"kept {self._given()}"
        writing.give_notice([one("N3"), one("N2")], "late", **self.by)
        writing.end_notice([one("N3"), one("N2")], "late", "T", cannot_wait="No", **self.late)
        yield from self._paper()
        yield f"in time {reading.short_notice('late')} {ShortNotice.objects.count()}"

    def _paper(self) -> Iterator[str]:
        names = {"N1": "One", "N2": "Two"}
        wards = [{"code": code, "name": name} for code, name in names.items()]
        paper = [Notice("P", {"wards": wards}, names)]
        writing.give_notice(paper, "paper", **self.by)
        writing.end_notice(paper, "paper", "P", **self.late)
        yield f"paper {self._given('paper')}"

    def _end(self, reason: str, when: dict[str, Any]) -> None:
        writing.end_notice(both(), ITEM, "T", cannot_wait=reason, **when)

    def _withdrawn(self) -> Iterator[str]:
        writing.give_notice(both(), "two", **self.by)
        writing.give_notice([one("N1")], "two", **self.by)
        yield f"left {self._slots(['N1', 'N2'])} {self._entries('notice.given')}"
        writing.take_notice_back("two", **self.by)
        yield f"gone {self._slots(['N1', 'N2'])} {reading.wards_given('two', 3)}"
        draft = writing.Draft(ReleaseKind.AREA, "n", "N", {"a": 1}, "s")
        yield f"{writing.is_out(draft)}"
        writing.release([draft], **self.by)
        more = writing.Draft(ReleaseKind.AREA, "n", "N", {"a": 2}, "s")
        other = writing.Draft(ReleaseKind.AREA, "m", "N", {"a": 1}, "s")
        members = writing.Draft(
            ReleaseKind.AREA, "n", "N", {"a": 1}, "s", audience=Audience.MEMBERS
        )
        yield str([writing.is_out(one) for one in (draft, more, other, members)])
        paper = {"wards": [{"code": "N1", "name": "One"}, {"code": "N2", "name": "Two"}]}
        yield " ".join(reading.ward_name(paper, code) for code in ("N1", "N2", "N3"))

    def _wards(self, notices: list[Notice]) -> str:
        found = reading.wards_of_notice(notices, ITEM, TODAY + TEN, 3)
        return str([(each.code, each.name, self._had(each)) for each in found])

    def _given(self, item: str = ITEM) -> str:
        found = reading.wards_given(item, 3)
        return str([(each.code, each.name, self._had(each)) for each in found])

    def _had(self, ward: Any) -> list[str]:
        return [f"{m.name} {m.since} {m.acknowledged}" for m in ward.members]

    def _slots(self, wards: list[str]) -> list[str]:
        return sorted(one.slot.removeprefix("notice ") for one in reading.notices_for(wards))

    def _rows(self) -> list[str]:
        rows = NoticeGiven.objects.select_related("person")
        return sorted(
            f"{row.person.name} {row.ward} {row.at:%d} {row.acknowledged_at}" for row in rows
        )

    def _entries(self, verb: str) -> int:
        return Entry.objects.filter(verb=verb).count()

    def _try(self, deed: Callable[[], object]) -> str:
        try:
            deed()
        except RuleBroken as refusal:
            return f"({refusal})"
        except Http404:
            return "(absent)"
        return f"done {Release.objects.filter(withdrawn_why='Published').count()}"


WHO = (("Mia", "N1"), ("Max", "N2"), ("Moe", "N1"))


def one(code: str, words: str = "Words", title: str = "T", part: str = "") -> Notice:
    content = {"ward": {"code": code, "name": f"Ward {code}"}, "parts": [words]}
    return Notice(title, content, {code: f"Ward {code}"}, part or code)


def both() -> list[Notice]:
    return [one("N1"), one("N2")]

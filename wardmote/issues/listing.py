"""The lists behind the numbers of the figure of eight."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localdate

from wardmote.groups.models import Group
from wardmote.issues.access import Reader, readable
from wardmote.issues.models import Issue
from wardmote.issues.moving import deeds_in, hops_in, open_asks, standing_still
from wardmote.issues.rules import OPEN, STATE_NAMES, WITHHELD, Deed, State
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import key_of, plural
from wardmote.kernel.periods import Quarter, day_words

_DEEDS = {"raised": Deed.RAISE, "closed": Deed.CLOSE}


@dataclass(frozen=True, slots=True)
class Line:
    """An issue on a list, with what put it there."""

    issue: Issue
    note: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What was asked for, and the issues."""

    title: str
    lines: tuple[Line, ...]


def listing(reader: Reader, asked: Mapping[str, str], on: date) -> Listing:
    """The list that an address of the figure asks for. RuleBroken if there is no such list.

    `what`: stuck (where nothing is said), state (of a group), way (from giver to taker),
    raised or closed (at a group).
    """
    what = asked.get("what") or "stuck"
    if what == "state":
        return _in_state(reader, _group(asked, "group"), _state(asked), on)
    if what == "stuck":
        return _stuck(reader, on)
    if what == "way":
        pair = _group(asked, "giver"), _group(asked, "taker")
        return _along(reader, *pair, Quarter.parse(asked.get("quarter", "")), on)
    if what in _DEEDS:
        quarter = Quarter.parse(asked.get("quarter", ""))
        return _done(reader, what, _group(asked, "group"), quarter)
    raise RuleBroken("There is no such list")


def _group(asked: Mapping[str, str], name: str) -> Group:
    found = Group.objects.filter(pk=key_of(asked.get(name, ""))).first()
    if found is None:
        raise RuleBroken("There is no such group")
    return found


def _state(asked: Mapping[str, str]) -> State:
    if asked.get("state") in OPEN:
        return State(asked["state"])
    raise RuleBroken("There is no such state")


def _open(reader: Reader) -> QuerySet[Issue]:
    found = readable(reader).filter(closed_at=None)
    return found.select_related("holder", "lead").order_by("held_since", "pk")


def _in_state(reader: Reader, group: Group, state: State, on: date) -> Listing:
    found = list(_open(reader).filter(holder=group, state=state))
    stuck = standing_still(reader, found, on)
    lines = tuple(
        Line(one, stuck[one.pk].words.capitalize())
        if one.pk in stuck
        else Line(one, f"Here since {day_words(localdate(one.held_since))}")
        for one in found
    )
    return Listing(f"{group}: {len(lines)} {STATE_NAMES[state].lower()}", lines)


def _stuck(reader: Reader, on: date) -> Listing:
    found = {one.pk: one for one in _open(reader)}
    stuck = standing_still(reader, found.values(), on)
    longest = sorted(stuck, key=lambda key: (-stuck[key].days, key))
    lines = tuple(
        Line(found[key], f"{stuck[key].words.capitalize()}, with {found[key].holder}")
        for key in longest
    )
    return Listing(f"{plural(len(lines), 'open issue')} stuck", lines)


def _along(reader: Reader, giver: Group, taker: Group, quarter: Quarter, on: date) -> Listing:
    hops = hops_in(reader, quarter).filter(giver=giver, taker=taker)
    passed = [
        Line(hop.issue, f"{day_words(localdate(hop.at))}: {hop.reason or WITHHELD}")
        for hop in hops
    ]
    asks = [
        Line(ask.issue, _asked(ask.text, ask.answer_by, on))
        for ask in open_asks(reader).filter(asked_by_group=giver, of=taker)
    ]
    issues = len({line.issue.pk for line in passed})
    title = f"From {giver} to {taker}: {plural(issues, 'issue')} in {quarter.words}"
    more = f", {plural(len(asks), 'open ask')}" if asks else ""
    return Listing(f"{title}{more}", (*passed, *asks))


def _asked(text: str, answer_by: date, on: date) -> str:
    late = "late, " if answer_by < on else ""
    return f"Asked, {late}answer due {day_words(answer_by)}: {text}"


def _done(reader: Reader, what: str, group: Group, quarter: Quarter) -> Listing:
    deeds = deeds_in(reader, _DEEDS[what], quarter).filter(holder=group)
    lines = {deed.issue_id: _deed_line(deed.issue, localdate(deed.at)) for deed in deeds}
    title = f"{group}: {plural(len(lines), 'issue')} {what} in {quarter.words}"
    return Listing(title, tuple(lines.values()))


def _deed_line(issue: Issue, on: date) -> Line:
    ended = [issue.get_outcome_display(), issue.result] if issue.outcome else []
    return Line(issue, ". ".join(filter(None, [day_words(on), ": ".join(filter(None, ended))])))

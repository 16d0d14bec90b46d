"""The figure of eight drawn, and its tables: both from the same numbers."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse

from wardmote.charts import (
    ChartTable,
    Dot,
    Eight,
    Fill,
    Shelf,
    Station,
    Way,
    figure_of_eight,
)
from wardmote.issues.figure import OPEN_STATES, Figure, Held, Moved, Placed
from wardmote.issues.rules import STATE_NAMES, State
from wardmote.kernel.numbers import and_list, plural
from wardmote.kernel.periods import day_words

DOTS = 12  # of one state in one group; the others are behind its number
_FILLS = {State.WAITING: Fill.OPEN, State.WORKED_ON: Fill.SOLID, State.ON_HOLD: Fill.GREY}


def headline(figure: Figure) -> str:
    """The finding, in a sentence."""
    if not figure.open and not figure.passed:
        return f"No issue is open, and none was passed on in {figure.quarter.words}"
    stuck = f"{figure.stuck} of them stuck" if figure.stuck else "none of them stuck"
    return f"{plural(figure.open, 'open issue')}, {stuck}"


def drawn(figure: Figure) -> Eight:
    """The groups with what they have today, and arrows for what moved in the quarter."""
    stations = [_station(one, figure) for one in figure.groups]
    ways = [_way(one, figure) for one in figure.ways]
    return figure_of_eight(
        key="figure",
        title=f"{headline(figure)}. What moved in {figure.quarter.words}",
        description=_description(figure),
        stations=stations,
        ways=ways,
    )


def behind(figure: Figure, what: str, **which: object) -> str:
    """The address of the list behind a number."""
    asked = {"what": what, **which, "quarter": figure.quarter}
    return f"{reverse('figure-list')}?{urlencode(asked)}"


def _station(held: Held, figure: Figure) -> Station:
    key = held.group.pk
    shelves = tuple(
        Shelf(
            f"{len(found)} {STATE_NAMES[state].lower()}",
            behind(figure, "state", group=key, state=state),
            _FILLS[state],
            tuple(_dots(found)),
        )
        for state, found in held.open.items()
        if found
    )
    told = [("raised", held.raised), ("closed", held.closed)]
    moved = tuple(
        Shelf(f"{count} {words} in the quarter", behind(figure, words, group=key))
        for words, count in told
        if count
    )
    board = reverse("group-issues", args=[key])
    notes = () if shelves else ("Nothing is here",)
    return Station(key, held.group.name, board, (*shelves, *moved), notes)


def _dots(found: tuple[Placed, ...]) -> Iterator[Dot]:
    """Stuck ones first, the longest of them first."""
    ordered = sorted(found, key=lambda one: -one.stuck.days if one.stuck else 1)
    for one in ordered[:DOTS]:
        short = str(int(one.issue.number.rpartition("-")[2]))
        age = one.stuck.age if one.stuck else ""
        why = f", {one.stuck.words}" if one.stuck else ""
        says = f"{short} {age}".strip()  # what is read aloud begins with what is seen
        says += f": {one.issue.number} {one.issue.title}{why}"
        yield Dot(short, says, reverse("issue", args=[one.issue.number]), age)


def _way(moved: Moved, figure: Figure) -> Way:
    pair = {"giver": moved.giver.pk, "taker": moved.taker.pk}
    told = _told(moved, figure)
    return Way(
        **pair,
        moved=moved.issues,
        words=plural(moved.issues, "issue") if moved.issues else "",
        asks=_asks(moved),
        is_late=moved.late > 0,
        href=behind(figure, "way", **pair) if told else None,
        says=f"From {moved.giver} to {moved.taker}: {and_list(told)}",
    )


def _asks(moved: Moved) -> str:
    if not moved.asks:
        return ""
    late = f", {moved.late} late" if moved.late else ""
    return f"{plural(moved.asks, 'ask')}{late}"


def _told(moved: Moved, figure: Figure) -> list[str]:
    """What went this way, in words."""
    passed = f"{plural(moved.issues, 'issue')} passed on in {figure.quarter.words}"
    asked = f"{_asks(moved)}, not answered yet"
    return [passed] * bool(moved.issues) + [asked] * bool(moved.asks)


def _description(figure: Figure) -> str:
    """What the picture shows, for those who do not see it."""
    held = [_held_words(one) for one in figure.groups]
    moved = [
        f"From {one.giver} to {one.taker}: {and_list(told)}"
        for one in figure.ways
        if (told := _told(one, figure))
    ]
    nothing = f"Nothing was passed on in {figure.quarter.words}"
    return ". ".join([*held, *(moved or [nothing])]) + "."


def _held_words(held: Held) -> str:
    states = [
        f"{len(found)} {STATE_NAMES[state].lower()}"
        for state, found in held.open.items()
        if found
    ]
    return f"{held.group}: {and_list(states) or 'nothing'}"


def tables(figure: Figure) -> tuple[ChartTable, ChartTable]:
    """What is where, and what moved: the numbers of the drawing."""
    today = day_words(figure.on)
    held = ChartTable(
        f"What is where on {today}, and what was raised and closed in {figure.quarter.words}",
        ("Group", *(STATE_NAMES[one] for one in OPEN_STATES), "Stuck", "Raised", "Closed"),
        tuple(
            (
                str(one.group),
                *(str(len(one.open[state])) for state in OPEN_STATES),
                _stuck(one),
                str(one.raised),
                str(one.closed),
            )
            for one in figure.groups
        ),
    )
    moved = ChartTable(
        f"What was passed on in {figure.quarter.words}, and asks open on {today}",
        ("From and to", "Issues passed on", "Open asks", "Late"),
        tuple(
            (f"{one.giver} to {one.taker}", str(one.issues), str(one.asks), str(one.late))
            for one in figure.ways
        ),
    )
    return held, moved


def _stuck(held: Held) -> str:
    """How many, and the longest."""
    if not held.stuck:
        return "0"
    longest = max(one.days for one in held.stuck)
    return f"{len(held.stuck)} (longest {plural(longest, 'day')})"

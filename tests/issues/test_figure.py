"""The figure of eight: what is where, what moved this quarter, what is stuck."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.utils.timezone import localdate

from tests.conftest import NOW, TODAY
from wardmote.groups.models import Group
from wardmote.groups.rules import GroupKind
from wardmote.issues.access import reader_of
from wardmote.issues.drawn import drawn, headline, tables
from wardmote.issues.figure import figure_for
from wardmote.issues.listing import listing
from wardmote.issues.moving import quarters_of_work, span
from wardmote.issues.rules import Asking, Outcome, Passing, State
from wardmote.issues.standing import standstill
from wardmote.issues.usecases import journey
from wardmote.issues.usecases.raising import raise_issue
from wardmote.issues.usecases.unblocking import ask_to_unblock
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter

THIS = Quarter(2026, 4)
PSG, TCG, BOARD = GroupKind.PROBLEM_SOLVING, GroupKind.TASKING, GroupKind.BOARD


@pytest.mark.parametrize(
    ("state", "since", "due", "says"),
    [
        (State.CLOSED, 400, 9, None),
        (State.WAITING, 28, None, None),
        (State.WAITING, 29, None, "waiting to be taken on for 29 days"),
        (State.WORKED_ON, 400, None, None),
        (State.WORKED_ON, 5, 1, "waiting for a late answer for 1 day"),
        (State.WORKED_ON, 5, 0, None),
        (State.ON_HOLD, 0, None, "on hold for 0 days"),
        (State.ON_HOLD, 60, 3, "on hold for 60 days"),
    ],
)
def test_an_issue_is_stuck_when(state, since, due, says):
    days = timedelta(days=since)
    late = None if due is None else TODAY - timedelta(days=due)
    found = standstill(state, since=TODAY - days, due=late, on=TODAY, after=28)
    assert (found and found.words) == says


def test_a_quarter_begins_and_ends_at_midnight_on_the_wall():
    since, until = span(Quarter(2026, 2))
    assert (localdate(since), localdate(until)) == (date(2026, 4, 1), date(2026, 7, 1))
    assert (
        since.utcoffset() == timedelta(0) or localdate(since - timedelta(seconds=1)).month == 3
    )


@pytest.fixture
def quarter(issue, raised, cast, groups):
    """One issue sent up this quarter; one on hold; one closed; one ask that is late."""
    psg, tcg, board = groups[PSG], groups[TCG], groups[BOARD]
    early = NOW - timedelta(days=20)
    up = Passing(psg.pk, tcg.pk, "Two beats need one plan")
    journey.pass_issue(issue.pk, up, 1, by=cast["Dev"], now=NOW)
    held = raise_issue(raised, by=cast["Leila"], now=early)
    asking = Asking(board.pk, "Money for lamps", "the county", TODAY - timedelta(days=8))
    ask_to_unblock(held.pk, asking, by=cast["Dev"], now=early)
    journey.hold(held.pk, 1, "The county's inquiry", by=cast["Dev"], now=early)
    ended = raise_issue(raised, by=cast["Leila"], now=early)
    journey.close_issue(ended.pk, 1, Outcome.EASED, "Lamps lit", by=cast["Dev"], now=NOW)
    return issue, held, ended


@pytest.fixture
def figure(quarter, cast):
    return figure_for(reader_of(cast["Leila"], TODAY), THIS, TODAY)


def test_it_says_what_is_where_what_moved_and_what_is_stuck(figure, groups):
    held = {one.group: one for one in figure.groups}
    psg, tcg = held[groups[PSG]], held[groups[TCG]]
    assert (psg.total, psg.raised, psg.closed) == (1, 3, 1)
    assert (tcg.total, len(tcg.open[State.WAITING]), tcg.raised) == (1, 1, 0)
    assert [one.words for one in psg.stuck] == ["on hold for 20 days"]
    moved = {(one.giver, one.taker): one for one in figure.ways}
    assert moved[groups[PSG], groups[TCG]].issues == 1
    asked = moved[groups[PSG], groups[BOARD]]
    assert (asked.issues, asked.asks, asked.late) == (0, 1, 1)
    assert headline(figure) == "2 open issues, 1 of them stuck"


def test_another_quarter_says_what_moved_then(quarter, cast):
    earlier = figure_for(reader_of(cast["Leila"], TODAY), THIS - 1, TODAY)
    assert (earlier.passed, sum(one.raised for one in earlier.groups)) == (0, 0)
    assert earlier.open == 2
    assert quarters_of_work(TODAY) == [THIS]


def links(picture):
    """What each thing in a picture that leads somewhere is called."""
    return {unescape(words) for words in re.findall(r'<a [^>]*aria-label="([^"]*)"', picture)}


def test_drawing_and_table_say_the_same_of_each_group(figure):
    eight, (held, _) = drawn(figure), tables(figure)
    states = ["waiting to be taken on", "being worked on", "on hold"]
    for said in (links(eight.wide_svg), links(eight.upright_svg)):
        for name, *counts, _stuck, raised, closed in held.rows:
            in_table = dict(zip(states, counts, strict=True))
            in_table |= {"raised in the quarter": raised, "closed in the quarter": closed}
            for words, count in in_table.items():
                assert (f"{name}: {count} {words}" in said) == (count != "0"), (name, words)
        rings = [one for one in said if one.endswith("for 20 days")]
        assert len(rings) == sum(int(row[4].split()[0]) for row in held.rows) == 1


def test_drawing_and_table_say_the_same_of_each_way(figure):
    eight, (_, moved) = drawn(figure), tables(figure)
    wide, upright = links(eight.wide_svg), links(eight.upright_svg)
    for pair, issues, asks, late in moved.rows:
        giver, taker = pair.split(" to ")
        said = next((one for one in wide if one.startswith(f"From {pair}: ")), "")
        counted = re.findall(r"(\d+) (issue|ask|late)", said)
        in_table = zip((issues, asks, late), ("issue", "ask", "late"), strict=True)
        assert counted == [one for one in in_table if one[0] != "0"]
        below = (f"From {pair}: ", f"{giver}: To {taker}: ")
        assert any(one.startswith(below) for one in upright) == bool(counted)


def test_every_number_leads_to_the_list_behind_it(client, figure, cast):
    client.force_login(cast["Leila"])
    eight = drawn(figure)
    leads = {unescape(href) for href in re.findall(r'href="([^"]*)"', eight.wide_svg)}
    assert len(leads) > 10
    for href in leads:
        assert client.get(href).status_code == 200, href


def test_the_lists_hold_what_was_counted(figure, cast, groups):
    reader = reader_of(cast["Leila"], TODAY)
    psg, tcg, board = (str(groups[kind].pk) for kind in (PSG, TCG, BOARD))
    asked = {"quarter": str(THIS)}
    found = listing(reader, asked | {"what": "way", "giver": psg, "taker": tcg}, TODAY)
    assert [line.note for line in found.lines] == ["2 November 2026: Two beats need one plan"]
    found = listing(reader, asked | {"what": "way", "giver": psg, "taker": board}, TODAY)
    assert "late, answer due 25 October 2026: Money for lamps" in found.lines[0].note
    assert listing(reader, {"what": "stuck"}, TODAY).title == "1 open issue stuck"
    found = listing(reader, asked | {"what": "closed", "group": psg}, TODAY)
    assert "Better, though not solved: Lamps lit" in found.lines[0].note


@pytest.mark.parametrize(
    "asked",
    [{"what": "state"}, {"what": "state", "group": "1", "state": "closed"},
     {"what": "way", "giver": "1", "taker": "9999999", "quarter": "2026Q4"},
     {"what": "raised", "group": "1", "quarter": "x"}, {"what": "state", "group": "٣"}],
)  # fmt: skip
def test_an_address_that_asks_for_nothing_known_is_a_404(client, cast, asked):
    client.force_login(cast["Leila"])
    assert client.get("/issues/figure/list/", asked).status_code == 404
    assert client.get("/issues/figure/?quarter=x").status_code == 404
    with pytest.raises(RuleBroken):
        listing(reader_of(cast["Leila"], TODAY), asked, TODAY)


@pytest.mark.parametrize("name", ["Nell", "Amos", "Mensah"])
def test_councillors_and_agencies_that_never_signed_see_no_figure(client, quarter, cast, name):
    client.force_login(cast[name])
    for path in ("/issues/figure/", "/issues/figure/list/?what=stuck"):
        assert client.get(path).status_code in (403, 404)
    found = figure_for(reader_of(cast[name], TODAY), THIS, TODAY)
    assert (found.open, found.passed, found.late) == (0, 0, 0)


def test_a_group_that_was_closed_shows_only_what_went_there(figure, cast, groups):
    Group.objects.filter(kind=GroupKind.TOOLKIT).update(closed_on=TODAY)
    found = figure_for(reader_of(cast["Leila"], TODAY), THIS, TODAY)
    assert groups[GroupKind.TOOLKIT] not in [one.group for one in found.groups]
    assert groups[BOARD] in [one.group for one in found.groups]

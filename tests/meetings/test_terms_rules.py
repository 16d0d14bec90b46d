"""Terms of reference in clauses: how a text is read, and how two versions are compared."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wardmote.kernel.errors import RuleBroken
from wardmote.meetings.clauses import (
    Clause,
    Kind,
    Rules,
    amendments,
    check_former,
    check_start,
    compare,
    compare_rules,
    read_clauses,
    runs,
    starts_on,
    written_out,
)
from wardmote.meetings.notice import Regime

MEMBER = Clause("7.2", "", "The council names two elected members.")


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("1. Name\nThe Board.", [Clause("1", "Name", "The Board.")]),
        ("1 Name\n\n  The Board.", [Clause("1", "Name", "The Board.")]),
        ("7. Who\n7.2 One comes.", [Clause("7", "Who"), Clause("7.2", "", "One comes.")]),
        ("7.2\tOne comes.", [Clause("7.2", "", "One comes.")]),
        ("7.2.\nOne line\ngoes on.\nTwo.", [Clause("7.2", "", "One line goes on.\nTwo.")]),
        ("1. Quorum\n3 of them sit.", [Clause("1", "Quorum", "3 of them sit.")]),
        ("1. Aims\nWe\n(a) agree", [Clause("1", "Aims", "We\n(a) agree")]),
        ("1. Since\n2026 was the year.", [Clause("1", "Since", "2026 was the year.")]),
    ],
)  # fmt: skip
def test_a_clause_begins_with_its_number(text, clauses):
    assert list(read_clauses(text)) == clauses


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Enter the clauses"),
        ("Terms of reference\n1. Name\nX.", "before the first number"),
        ("2. Name\nX.\n1. Aim\nY.", "1 comes after 2"),
        ("7.2 One.\n7.2 Two.", "7.2 comes after 7.2"),
        ("1. Name\n2.\n", "Clause 2 says nothing"),
        (
            "\n".join(f"1.{one // 99 + 1}.{one % 99 + 1} X." for one in range(301)),
            "at most 300",
        ),
    ],
)
def test_a_text_without_that_shape_is_refused_and_says_where(text, says):
    with pytest.raises(RuleBroken, match=says):
        read_clauses(text)


@given(st.lists(st.text("aB1 .;\n-7", max_size=30), max_size=6))
@example(["1\n7\nB"])  # “7 B” would begin another clause
def test_what_is_read_is_written_out_and_read_the_same(parts):
    text = "\n".join(f"{number}. {words}" for number, words in enumerate(parts, start=1))
    try:
        clauses = read_clauses(text)
    except RuleBroken:
        return
    assert read_clauses(written_out(clauses)) == clauses


LONG = "The Board may ask others to take part in its meetings, without a vote."


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ([MEMBER], [MEMBER], [Kind.SAME]),
        ([], [MEMBER], [Kind.ADDED]),
        ([MEMBER], [], [Kind.LEFT_OUT]),
        ([MEMBER], [Clause("7.3", "", MEMBER.words)], [Kind.RENUMBERED]),
        ([MEMBER], [Clause("7.2", "", "Nobody knows.")], [Kind.CHANGED]),
        # one put in above, the one below renumbered and changed
        (
            [Clause("7.2", "", LONG)],
            [MEMBER, Clause("7.3", "", LONG.replace("others", "anybody"))],
            [Kind.ADDED, Kind.CHANGED],
        ),
        # a heading is known again whatever stands below it
        (
            [Clause("5", "Quorum", "Three."), Clause("6", "Aims", "Safer streets.")],
            [Clause("5", "Aims", "Calm nights."), Clause("6", "Quorum", "Four come.")],
            [Kind.CHANGED, Kind.CHANGED],
        ),
        # what is left out stands where it stood
        (
            [Clause("1", "A", "A."), Clause("2", "B", "Bees."), Clause("3", "C", "C.")],
            [Clause("1", "A", "A."), Clause("2", "C", "C.")],
            [Kind.SAME, Kind.LEFT_OUT, Kind.RENUMBERED],
        ),
    ],
)
def test_what_became_of_each_clause(old, new, kinds):
    assert [one.kind for one in compare(old, new)] == kinds


CLAUSES = st.lists(
    st.builds(lambda words: Clause("1", "", words), st.text("ab ", min_size=1)), max_size=5
).map(lambda found: [Clause(str(at), "", one.words) for at, one in enumerate(found, 1)])


@given(CLAUSES, CLAUSES)
def test_every_clause_of_both_is_told_once(old, new):
    changes = compare(old, new)
    assert [one.new for one in changes if one.new] == new
    assert sorted(one.old.number for one in changes if one.old) == [one.number for one in old]


@given(st.text("ab \n", max_size=40), st.text("ab \n", max_size=40))
def test_runs_put_together_are_the_texts(old, new):
    left, right = runs(old, new)
    assert ["".join(run.words for run in side) for side in (left, right)] == [old, new]
    kept = [[run.words for run in side if not run.is_changed] for side in (left, right)]
    assert "".join(kept[0]) == "".join(kept[1])


def test_an_amendment_is_put_in_words():
    more = Clause("7.2", "", "The council names three elected members.")
    changes = compare([MEMBER], [more, Clause("8", "Review", "Every two years.")])
    rules = compare_rules(Rules(), Rules(Regime.OWN, 7, 3))
    assert amendments(changes, rules).splitlines() == [
        f"Clause 7.2: “{MEMBER.words}” becomes “{more.words}”",
        "New clause 8: “Review. Every two years.”",
        "Notice of an agenda: “A principal council’s: five clear working days” becomes "
        "“Its own: 7 clear days”.",
        "Quorum: “No rule” becomes “3 with a seat”.",
    ]


MET = date(2026, 11, 12)


@pytest.mark.parametrize(
    ("asked", "starts"),
    [
        (None, date(2026, 11, 13)),
        (MET, date(2026, 11, 13)),
        (date(2027, 4, 1), date(2027, 4, 1)),
    ],
)
def test_no_meeting_changes_the_rules_it_is_held_by(asked, starts):
    assert starts_on(MET, asked) == starts


def test_versions_follow_one_another():
    check_start(MET, None)
    check_start(MET, date(2026, 11, 11))
    with pytest.raises(RuleBroken, match="choose a later day"):
        check_start(MET, MET)


@pytest.mark.parametrize(
    ("since", "decided", "says"),
    [
        (date(2026, 11, 14), None, "in the past"),
        (MET, MET, "earlier day"),
    ],
)
def test_what_is_entered_stood_before_what_was_agreed(since, decided, says):
    check_former(date(2020, 2, 27), decided, MET)
    with pytest.raises(RuleBroken, match=says):
        check_former(since, decided, date(2026, 11, 13))

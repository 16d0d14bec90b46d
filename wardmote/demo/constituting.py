"""The demo's terms of reference of Board, T&CG and PSG: fictional, as such groups have them.

The Board's stood before Wardmote; a year ago it agreed that one elected member must be there,
and it has another change before it.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from wardmote.demo.stage import Stage
from wardmote.groups.rules import GroupKind
from wardmote.meetings.clauses import Rules, written_out
from wardmote.meetings.models import Meeting, TermsVersion
from wardmote.meetings.notice import Regime
from wardmote.meetings.terms import clauses_of, version_on
from wardmote.meetings.usecases.terms import Wording, enter_terms, propose_terms
from wardmote.meetings.usecases.ways import Trial, answer_way, begin_way

BOARD = """
1. Name
The Wendle Vale Community Safety Partnership Board ("the Board") is the strategy group of the
partnership under the Crime and Disorder Act 1998.

2. Purpose
2.1 The Board agrees the partnership's priorities, its yearly plan and its strategic assessment.
2.2 It agrees priority areas on the advice of the Data Group.
2.3 It spends the partnership's funds and accounts for them.
2.4 It unblocks what another group cannot settle by itself, and answers by the day asked for.

3. Meetings
3.1 The Board meets four times a year.
3.2 The agenda and its papers are sent out five clear working days before.
3.3 The minutes say what was decided, who does what and by when. They are approved at the next
meeting.

4. Chair
4.1 The Board elects its chair and vice-chair at its first meeting after April.
4.2 The chair serves for one year and may be elected again.

5. Quorum
Three of those with a seat, from three different organisations.

6. Decisions
6.1 The Board decides by agreement. Where it cannot, the chair puts it to a vote.
6.2 Between meetings the chair may decide what cannot wait, and tells the next meeting.

7. Membership
7.1 Each responsible authority names one person with power to commit it, and a substitute.
7.2 The district council names two elected members.
7.3 The Board may ask others to take part, without a vote.

8. Information
8.1 Members of the Board share information under the partnership's sharing agreement alone.
8.2 Elected members read what has been released to them, and the papers of the Board.

9. Review
The Board reviews these terms every two years.
"""
ONE_MEMBER = (
    "7.2 The district council names two elected members.",
    "7.2 The district council names two elected members, of whom at least one takes part in "
    "every decision of the Board.",
)
FOUR = ("Three of those with a seat, from", "Four of those with a seat, from at least")
SUBSTITUTES = (
    "7.3 The Board may ask others to take part, without a vote.",
    "7.3 A substitute has the vote of the person they stand in for.\n"
    "7.4 The Board may ask others to take part, without a vote.",
)
TASKING = """
1. Name
The Tasking and Co-ordinating Group ("the T&CG").

2. Purpose
2.1 The T&CG puts issues in order by harm, frequency and what the partnership can affect.
2.2 It gives issues to the Problem Solving Group, and takes those that need more than one area.
2.3 Once a quarter it tells the Board what moved, what is stuck and what comes first.

3. Meetings
3.1 The T&CG meets every month, for up to two hours.
3.2 The intelligence comes first, the cases second.

4. Quorum
The police, the district council and one other organisation.

5. Membership
5.1 The police, the district council, the fire service, probation and health each name one
person.
5.2 The chair is from the police or the district council.
5.3 Who has not signed the sharing agreement takes no part in the discussion of restricted
matters.
"""
SOLVING = """
1. Name
The Problem Solving Group ("the PSG").

2. Purpose
2.1 The PSG works on issues in a place, with the people whose job it touches there.
2.2 It may raise an issue itself, and may ask the Board to unblock one.

3. Meetings
3.1 The PSG meets every six weeks, near the area that it talks about.
3.2 Only those whom the area concerns are invited.

4. Membership
4.1 The district council, the police, housing providers and the voluntary sector.
4.2 Parish clerks come for issues in their parish, and hear what is released.
"""
ITEMS = ("Budget", "Domestic abuse related death reviews")
BOARD_RULES = Rules(Regime.PRINCIPAL, 5, 3, 0, ITEMS, least_organisations=3)
TASKING_RULES = Rules(Regime.OWN, 3, 3, 0, ("Intelligence", "Cases"))
SOLVING_RULES = Rules(Regime.OWN, 2, 0, 0, ())
_FOUND = "minutes of the {} of {}, appendix B, as kept on the council's web site"


def enter_former_terms(stage: Stage) -> None:
    """What stood before the partnership used Wardmote."""
    since = _first_of(stage, years=2)
    for kind, text, rules in (
        (GroupKind.BOARD, BOARD, BOARD_RULES),
        (GroupKind.TASKING, TASKING, TASKING_RULES),
        (GroupKind.PROBLEM_SOLVING, SOLVING, SOLVING_RULES),
    ):
        group = stage.group(kind)
        source = _FOUND.format(group, f"March {since.year}")
        enter_terms(
            group,
            Wording(text, rules),
            since,
            source[:1].upper() + source[1:],
            by=stage.who("priya"),
            now=stage.ago(28 * 7),
        )


def _first_of(stage: Stage, years: int) -> date:
    """The first of April so many years before the story."""
    return date(stage.day(0).year - years, 4, 1)


def propose_one_member(stage: Stage, ago: int) -> TermsVersion:
    """At least one elected member: what the partnership's own minutes had as 7.2."""
    rules = replace(BOARD_RULES, least_members=1)
    why = "Elected members asked to take part in every decision that touches their wards."
    return _propose(stage, ago, (ONE_MEMBER,), rules, why)


def propose_substitutes(stage: Stage, ago: int) -> TermsVersion:
    """What the next Board is asked."""
    rules = replace(BOARD_RULES, least_members=1, quorum=4)
    why = "Substitutes came to two meetings and nobody knew whether they had a vote."
    return _propose(stage, ago, (FOUR, SUBSTITUTES), rules, why)


def _propose(
    stage: Stage, ago: int, changes: Iterable[tuple[str, str]], rules: Rules, why: str
) -> TermsVersion:
    board = stage.group(GroupKind.BOARD)
    latest = version_on(board, stage.day(-ago))
    text = written_out(clauses_of(latest))
    for was, now in changes:
        text = text.replace(was, now)
    return propose_terms(
        board, Wording(text, rules), why, by=stage.who("priya"), now=stage.ago(ago)
    )


def try_local_agenda(stage: Stage) -> None:
    """The PSG's new process comes back to the Board, with what its users say."""
    trial = Trial(
        "The PSG meets by area",
        "The PSG meets near the area that it talks about, with those whom it concerns. What "
        "it cannot settle comes to the Board as one ask, with the day by which it needs an "
        "answer.",
        stage.day(-170),
        stage.day(3),
    )
    way = begin_way(
        stage.group(GroupKind.BOARD), trial, by=stage.who("priya"), now=stage.ago(160)
    )
    for username, marks, text in (
        ("ruth", (4, 4, 5), "Asks are easier to answer when they name a day."),
        ("grace", (4, 3, 4), "Send the local agenda a week before, not three days."),
        ("mensahle", (3, 4, 4), ""),
    ):
        answers = dict(zip(("moves", "clear", "worth"), marks, strict=True))
        answer_way(way.pk, answers, text, by=stage.who(username), now=stage.ago(20))


def waits_for(meeting: Meeting) -> str:
    """The source of the meeting's item on its terms, or nothing."""
    found = meeting.items.filter(source__startswith="terms ").values_list("source", flat=True)
    return found.first() or ""

"""Reads of the pulse: who is asked, how the district stands, what waits, what has moved.

Whoever shows any of it to others than the officer goes through `PulseLine` and `Effect`,
which hold nothing of a single ward or member but that a ward asked for more.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter
from wardmote.people.models import User
from wardmote.places.models import Place
from wardmote.places.queries import current_representations, wards
from wardmote.places.rules import Kind, Office
from wardmote.preelection.queries import standing_of
from wardmote.preelection.rules import Piece, Publicity
from wardmote.pulse.models import Adjustment, Dismissal, Pulse, PulseAnswer, PulseQuestion
from wardmote.pulse.rules import (
    ASKED,
    FEWEST_SHOWN,
    SUGGESTS,
    Said,
    Suggests,
    Tally,
    Wish,
    asks_for_more,
    is_open,
    moved,
    shown_mean,
    shown_words,
    suggestions,
)

#: suggestions come from the last two quarters: what is older has been asked anew
LOOKED_BACK = 2


def sitting_members(on: date) -> dict[User, list[str]]:
    """Every councillor of a ward on this day, with their wards."""
    held = current_representations(on).filter(office=Office.COUNCILLOR, kind=Kind.WARD)
    found: dict[User, list[str]] = defaultdict(list)
    for one in held.order_by("user__name", "user", "code"):
        if one.code not in found[one.user]:
            found[one.user].append(one.code)
    return dict(found)


def ward_names(codes: Iterable[str]) -> dict[str, str]:
    """code -> the latest name of these wards; a ward that is not known is its code."""
    wanted = set(codes)
    known = Place.objects.filter(edition__kind=Kind.WARD, code__in=wanted)
    named = known.order_by("edition__name").values_list("code", "name")
    return {code: code for code in wanted} | dict(named)


def ward_choices() -> dict[str, str]:
    """code -> name of every ward of ours, by name; none before boundaries are loaded."""
    try:
        return dict(wards().order_by("name").values_list("code", "name"))
    except RuleBroken:
        return {}


def piece_of(quarter: Quarter) -> Piece:
    """The question of a quarter as a pre-election period knows it: to all members or none."""
    title = f"The question of {quarter.words}"
    return Piece(Publicity.PULSE, f"pulse {quarter}", title, ASKED)


def held_until(quarter: Quarter, on: date) -> date | None:
    """The last day on which a question that was not asked yet has to wait for a poll; None
    where nothing holds it."""
    if Pulse.objects.filter(quarter=str(quarter)).exists():
        return None
    standing = standing_of(piece_of(quarter), on)
    return None if standing.may_go_out else standing.until


def question_for(user: User) -> PulseQuestion | None:
    """The newest question that this person was asked."""
    asked = PulseQuestion.objects.filter(to=user).select_related("pulse", "to", "answer")
    return asked.order_by("-pulse__quarter").first()


def earlier_answers(user: User, question: PulseQuestion | None) -> QuerySet[PulseAnswer]:
    """What this person said in earlier quarters, newest first."""
    mine = PulseAnswer.objects.filter(question__to=user).select_related("question__pulse")
    if question is not None:
        mine = mine.exclude(question=question)
    return mine.order_by("-question__pulse__quarter")


def answer_of(question: PulseQuestion) -> PulseAnswer | None:
    return getattr(question, "answer", None)


@dataclass(frozen=True, slots=True)
class _Row:
    """One question: of which quarter, for which wards, what was said."""

    pulse: int
    wards: tuple[str, ...]
    said: Said | None


def _rows() -> list[_Row]:
    found = PulseQuestion.objects.values_list(
        "pulse", "wards", "answer__score", "answer__wish"
    ).order_by("pk")
    return [
        _Row(pulse, tuple(wards), None if score is None else Said(score, Wish(wish)))
        for pulse, wards, score, wish in found
    ]


def _tally(rows: Iterable[_Row]) -> Tally:
    rows = list(rows)
    return Tally(len(rows), tuple(one.said.score for one in rows if one.said))


def _by_ward(rows: Iterable[_Row]) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = defaultdict(list)
    for one in rows:
        for ward in one.wards:
            if one.said is not None:
                found[ward].append(one.said)
    return dict(found)


@dataclass(frozen=True, slots=True)
class PulseLine:
    """One quarter as the Board sees it. `mean`: None where it is not shown."""

    quarter: Quarter
    closes_on: date
    is_open: bool
    tally: Tally
    mean: float | None
    words: str
    asked_for_more: tuple[str, ...]


def pulse_lines(on: date) -> list[PulseLine]:
    """Every quarter, newest first. Wards that asked for more are named once it has closed."""
    rows: dict[int, list[_Row]] = defaultdict(list)
    for row in _rows():
        rows[row.pulse].append(row)
    more: dict[int, list[str]] = {
        pulse: [ward for ward, said in _by_ward(found).items() if asks_for_more(said)]
        for pulse, found in rows.items()
    }
    names = ward_names(code for codes in more.values() for code in codes)
    return [
        _line(one, _tally(rows[one.pk]), [names[code] for code in more.get(one.pk, ())], on)
        for one in Pulse.objects.all()
    ]


def _line(pulse: Pulse, tally: Tally, more: list[str], on: date) -> PulseLine:
    closes, still_open = pulse.closes_on, is_open(pulse.closes_on, on)
    return PulseLine(
        pulse.period,
        closes,
        still_open,
        tally,
        shown_mean(tally, closes, on),
        shown_words(tally, closes, on),
        () if still_open else tuple(sorted(more)),
    )


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One member and what they said, for the officer."""

    member: str
    wards: str
    answer: PulseAnswer | None


def answer_lines(pulse: Pulse) -> list[AnswerLine]:
    """Everybody who was asked in a quarter, by ward."""
    asked = list(pulse.questions.select_related("to", "answer"))
    names = ward_names(code for one in asked for code in one.wards)
    lines = [
        AnswerLine(str(one.to), ", ".join(names[code] for code in one.wards), answer_of(one))
        for one in asked
    ]
    return sorted(lines, key=lambda one: (one.wards, one.member))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the rule suggests for one ward, not decided yet."""

    pulse: Pulse
    ward: str
    name: str
    suggests: Suggests

    @property
    def words(self) -> str:
        return f"{self.name} {SUGGESTS[self.suggests]}"


def open_suggestions() -> list[Suggestion]:
    """For each ward by its newest answers, unless somebody decided on it since."""
    pulses = {one.pk: one for one in Pulse.objects.all()[:LOOKED_BACK]}
    rows = [one for one in _rows() if one.pulse in pulses]
    found: dict[str, tuple[Pulse, Suggests | None]] = {}
    for pk, pulse in pulses.items():
        answers = _by_ward(one for one in rows if one.pulse == pk)
        said = suggestions(answers)
        for ward in answers:
            found.setdefault(ward, (pulse, said.get(ward)))
    decided = set(
        Adjustment.objects.filter(pulse__in=pulses)
        .exclude(ward="")
        .values_list("pulse", "ward")
    )
    dismissed = set(
        Dismissal.objects.filter(pulse__in=pulses).values_list("pulse", "ward", "suggests")
    )
    names = ward_names(found)
    waits = [
        Suggestion(pulse, ward, names[ward], one)
        for ward, (pulse, one) in found.items()
        if one is not None
        and (pulse.pk, ward) not in decided
        and (pulse.pk, ward, one) not in dismissed
    ]
    return sorted(waits, key=lambda one: one.name)


def suggestion_for(ward: str) -> Suggestion | None:
    """What waits to be decided for this ward."""
    return next((one for one in open_suggestions() if one.ward == ward), None)


@dataclass(frozen=True, slots=True)
class Effect:
    """The score before and since an adjustment, in words that this reader may see."""

    before: str = ""
    since: str = ""
    moved: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Adjusted:
    """One line of the log."""

    adjustment: Adjustment
    whom: str
    effect: Effect
    #: the newest that says how often this ward is mailed
    stands: bool = False


FOR_OFFICER = Effect(note="A ward’s score is shown to the officer alone")
NOT_YET = Effect(note="No question has closed since")
FEW = Effect(note=f"Fewer than {FEWEST_SHOWN} answers before or since: too few to show")


def adjusted(on: date, *, for_officer: bool) -> list[Adjusted]:
    """The log, newest first, with the effects that its reader may see."""
    log = list(Adjustment.objects.select_related("pulse", "by"))
    names = ward_names(one.ward for one in log if one.ward)
    pulses, rows = list(Pulse.objects.all()), _rows()
    newest = {one.ward: one for one in reversed(log) if one.often}
    return [
        Adjusted(
            one,
            names[one.ward] if one.ward else "All wards",
            _effect(one, pulses, rows, on, for_officer=for_officer),
            stands=newest.get(one.ward) == one,
        )
        for one in log
    ]


def _effect(
    one: Adjustment, pulses: list[Pulse], rows: list[_Row], on: date, *, for_officer: bool
) -> Effect:
    """`pulses` newest first. Of a ward's scores the Board is told nothing."""
    if one.ward and not for_officer:
        return FOR_OFFICER
    before = one.pulse or next((p for p in pulses if p.opened_at <= one.at), None)
    since = next(
        (p for p in pulses if p.opened_at > one.at and not is_open(p.closes_on, on)), None
    )
    if before is None or since is None:
        return NOT_YET
    of_them = [row for row in rows if not one.ward or one.ward in row.wards]
    was, now = (
        _tally(row for row in of_them if row.pulse == pulse.pk) for pulse in (before, since)
    )
    if not for_officer and min(was.answered, now.answered) < FEWEST_SHOWN:
        return FEW
    return Effect(_told(was, before), _told(now, since), moved(was, now))


def _told(tally: Tally, pulse: Pulse) -> str:
    return f"{tally.words}, {pulse.period.words}"

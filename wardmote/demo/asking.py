"""Whether councillors feel informed: too little, something is changed, and it rises.

And how often some of them hear by mail. The demo sends none.
"""

import random
from collections.abc import Iterator
from datetime import datetime, time

from django.utils.timezone import localdate, make_aware

from wardmote.demo.district import DemoFiles
from wardmote.demo.stage import Stage
from wardmote.digests.rules import Often
from wardmote.digests.usecases import choose
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.periods import Month, Quarter
from wardmote.pulse.models import Pulse, PulseQuestion
from wardmote.pulse.rules import Direction, Said, Wish, opens_by_itself_on
from wardmote.pulse.usecases import (
    Change,
    answer_pulse,
    dismiss_suggestion,
    log_adjustment,
    open_pulse,
)

#: quarters ago -> of 10 members so many answer, and what they mostly say
STORY = {4: (6, 3), 3: (6, 3), 2: (7, 4), 1: (8, 4)}
#: who says what in person, by quarters ago
AMOS = {
    4: (2, Wish.MORE, "I read of the burglaries in my own ward in the report, and had been "
        "asked about them at the bus stop the week before."),
    3: (2, Wish.MORE, "Still the report first. Tell me when something starts to rise."),
    2: (4, Wish.SAME, "The briefing came before the report did. Thank you."),
    1: (5, Wish.SAME, "I knew, and could say what is being done."),
}  # fmt: skip
QADIROV = {1: (4, Wish.LESS, "Three mails in a week for one stolen bicycle.")}
JESSAMY = {1: (2, Wish.SAME, "I was abroad for most of it.")}
HEARS = {"amos": Often.AT_ONCE, "qadirov": Often.QUARTERLY, "jessamy": Often.DAILY}
IN_PERSON = {"amos": AMOS, "qadirov": QADIROV, "jessamy": JESSAMY}


def ask_councillors(files: DemoFiles, now: datetime) -> None:
    """Four quarters that have closed, and the present one, which is open."""
    if Pulse.objects.exists():
        return
    stage = Stage(now)
    present = Month.of(localdate(now)).quarter
    for ago in STORY:
        quarter = present - ago
        _ask(stage, quarter, ago)
        if ago == 3:
            _adjust(stage, quarter)
    _dismiss(stage)
    for name, often in HEARS.items():
        choose(often, by=stage.who(name), now=stage.ago(60))
    opened = max(stage.ago(3), _at(present.months[0]))
    open_pulse(by=stage.who("priya"), now=opened)


def _at(month: Month, day: int = 1) -> datetime:
    """The morning of a day of this month."""
    return make_aware(datetime.combine(month.first_day.replace(day=day), time(9)))


def _ask(stage: Stage, quarter: Quarter, ago: int) -> None:
    """By the daily job; each who answers does so on a day of the weeks that it is open."""
    opened = make_aware(datetime.combine(opens_by_itself_on(quarter), time(9)))
    pulse = open_pulse(by=COMMAND_LINE, now=opened)
    for question, said, why, day in _answers(pulse, ago):
        then = opened.replace(day=day)
        answer_pulse(question.pk, said, why, by=question.to, now=then)


def _answers(pulse: Pulse, ago: int) -> Iterator[tuple[PulseQuestion, Said, str, int]]:
    chance, (of_ten, mostly) = random.Random(ago), STORY[ago]
    for question in pulse.questions.select_related("to"):
        draw, step, day = (
            chance.randrange(10),
            chance.choice((-1, 0, 0, 1)),
            chance.randint(1, 20),
        )
        told = IN_PERSON.get(question.to.email.partition("@")[0], {}).get(ago)
        if told is not None:
            score, wish, why = told
            yield question, Said(score, wish), why, day
        elif draw < of_ten:
            yield question, Said(mostly + step), "", day


def _adjust(stage: Stage, quarter: Quarter) -> None:
    """What an officer changed after two quarters of too little."""
    priya, then = stage.who("priya"), _at(quarter.months[2], 26)
    for change in (
        Change(
            stage.ward("Longmere"),
            Direction.MORE,
            "Mailed each day on which there is news, no longer each week",
            "The ward asked for more in two quarters running.",
            Often.DAILY,
        ),
        Change(
            "",
            Direction.MORE,
            "A ward’s members have a report three working days before everybody",
            "Several wards heard of their own figures from the report.",
        ),
    ):
        log_adjustment(change, by=priya, now=then, checked=True)


def _dismiss(stage: Stage) -> None:
    """A member who was away; what another asks for still waits."""
    reason = "The member was away. We ask again next quarter."
    ward, priya = stage.ward("Stoke Lacy"), stage.who("priya")
    dismiss_suggestion(ward, "more", reason, by=priya, now=stage.ago(4))

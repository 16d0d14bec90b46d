"""What people of Hallowby told their clerk; a survey that is open; one that waits."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.timezone import localdate

from wardmote.demo.district import DemoFiles
from wardmote.demo.stage import Stage
from wardmote.people.models import User
from wardmote.places.models import Place
from wardmote.places.rules import Kind
from wardmote.surveys.models import Survey
from wardmote.surveys.rules import Asks, Said
from wardmote.surveys.usecases import (
    Plan,
    answer_survey,
    give_survey_notice,
    hand_in,
    make_survey,
    open_survey,
    publish_survey,
    put_question,
)

ANSWERED = 137
#: question, kind, answers offered, how often each is chosen
DARK: tuple[tuple[str, Asks, tuple[str, ...], tuple[int, ...]], ...] = (
    ("Do you walk in the village after dark?", Asks.YES_NO, (), (70, 57, 3)),
    ("How safe is the path between the school and the green?", Asks.SCALE, (),
     (24, 43, 38, 21, 11)),
    ("Where should a lamp be mended or moved first?", Asks.ONE,
     ("The bend by the school", "The bus stop", "The green", "Mill Lane"), (61, 34, 27, 5)),
    ("What keeps you from walking?", Asks.SEVERAL,
     ("No light", "Speed of cars", "No pavement", "Nothing"), (88, 52, 41, 17)),
    ("What else should we know?", Asks.WORDS, (), ()),
)  # fmt: skip
WROTE = (
    "The lamp at the bend has been out since harvest.",
    "A handrail by the ford would help me more than light.",
    "Cars come round the corner far too fast when school is out.",
    "Please leave the green dark, we like the stars.",
)


def ask_people(files: DemoFiles, now: datetime) -> None:
    """One survey told, one open, one that waits for the officer."""
    if Survey.objects.exists():
        return
    stage = Stage(now)
    nia, peter, priya = map(stage.who, ("nia", "peter", "priya"))
    began, ended = stage.ago(60), stage.ago(25)
    told = _by_clerk(nia, "Hallowby", "Getting about in Hallowby after dark", began, ended)
    open_survey(told.pk, told.version, by=priya, now=began)
    _answer(told, began)
    give_survey_notice(told.pk, by=priya, now=stage.ago(20))
    publish_survey(told.pk, by=priya, now=stage.ago(9))
    until = now + timedelta(days=24)
    ward = f"{Kind.WARD}:{stage.ward('Harrow Fen')}"
    asks = _write(priya, ward, "Evenings in Harrow Fen", stage.ago(3), until)
    open_survey(asks.pk, asks.version, by=priya, now=stage.ago(3))
    _by_clerk(peter, "Astry", "Getting about in Astry after dark", now, until)


def _by_clerk(
    clerk: User, parish: str, title: str, opens: datetime, closes: datetime
) -> Survey:
    found = Place.objects.filter(edition__kind=Kind.PARISH, name=parish)
    code = found.values_list("code", flat=True).latest("edition__name")
    made = _write(clerk, f"{Kind.PARISH}:{code}", title, opens, closes)
    return hand_in(made.pk, made.version, by=clerk, now=opens)


def _write(by: User, place: str, title: str, opens: datetime, closes: datetime) -> Survey:
    why = "Some of you told us that you no longer walk in the evening. We want to know where."
    use = "It goes to the county with our request for lamps, and you hear by the next meeting."
    plan = Plan(title, why, use, (place,), localdate(opens), localdate(closes))
    made = make_survey(plan, by=by, now=opens, checked=True)
    for text, asks, options, _ in DARK:
        made.refresh_from_db()
        what = (asks, text, options)
        put_question(made.pk, made.version, *what, by=by, now=opens, checked=True)
    made.refresh_from_db()
    return made


def _answer(survey: Survey, began: datetime) -> None:
    """Over its first four weeks, each as chance has it."""
    chance = random.Random(41)
    for number in range(ANSWERED):
        chosen: dict[int, Sequence[int]] = {}
        for place, (_, asks, _, often) in enumerate(DARK, 1):
            if asks is Asks.SEVERAL:
                chosen[place] = [
                    n for n, many in enumerate(often) if chance.random() * 137 < many
                ]
            elif often and chance.random() < 0.96:
                chosen[place] = chance.choices(range(len(often)), often)
        words = {len(DARK): WROTE[number]} if number < len(WROTE) else {}
        at = began + timedelta(days=chance.randrange(28))
        answer_survey(survey.pk, Said("", chosen, words), f"demo {number}", now=at)

"""The small district's surveys: a clerk's that waits, one open, one closed, one published."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate
from django.utils.timezone import now as clock

from wardmote.surveys.models import Survey
from wardmote.surveys.rules import Asks, Said
from wardmote.surveys.usecases import (
    Plan,
    answer_survey,
    hand_in,
    make_survey,
    open_survey,
    publish_survey,
    put_question,
    stop_survey,
)

PARISH = "parish:E04999001"
OF_DRAFTS = ("survey", "change-survey", "new-question", "change-question", "remove-question",
             "move-question", "preview-survey", "hand-in-survey", "open-survey")  # fmt: skip
OF_CLOSED = ("survey-results", "survey-notice", "survey-notice-back", "publish-survey",
             "survey-go-ahead")  # fmt: skip


def plan(at: datetime, *, days: int = 20, places: tuple[str, ...] = (PARISH,), name: Any = str):
    return Plan(
        title=name("Getting about after dark"),
        why=name("Lamps are being mended, and we can move some"),
        use=name("The parish council decides in spring"),
        places=places,
        opens_on=localdate(at),
        closes_on=localdate(at) + timedelta(days=days),
    )


def written(by: Any, at: datetime, *, name: Any = str, **about: Any) -> Survey:
    """A draft with one question of each kind."""
    made = make_survey(plan(at, name=name, **about), by=by, now=at, checked=True)
    for asks, text, options in (
        (Asks.YES_NO, "Is the path to the school dark?", ()),
        (Asks.SCALE, "How safe does it feel?", ()),
        (Asks.ONE, "Where should a lamp stand?", ("At the bend", "At the gate")),
        (Asks.SEVERAL, "What keeps you from walking?", ("Dark", "Mud", "Cars")),
        (Asks.WORDS, "What else?", ()),
    ):
        made.refresh_from_db()
        listed = tuple(map(name, options))
        given = {"by": by, "now": at, "checked": True}
        put_question(made.pk, made.version, asks, name(text), listed, **given)
    made.refresh_from_db()
    return made


def opened(by: Any, at: datetime, **about: Any) -> Survey:
    """An officer's own, open from that day on."""
    made = written(by, at, **about)
    return open_survey(made.pk, made.version, by=by, now=at)


def answer(survey: Survey, number: int, said: Said, at: datetime) -> bool:
    """The answer that came by the form of this number."""
    return answer_survey(survey.pk, said, f"form {number}", checked=True, now=at)


def ask_the_public(district: Any, name: Callable[[str], str] = str) -> None:
    """What the real clock says: pages go by it."""
    now, clerk, officer = clock(), district["clerk"], district["officer"]
    then = now - timedelta(days=30)
    waits = written(clerk, now, name=name)
    hand_in(waits.pk, waits.version, by=clerk, now=now)
    asks = opened(officer, now, name=name)
    over = [opened(officer, then, days=10, name=name) for _ in range(2)]
    for number in range(30):
        for one in over:
            said = Said("", {1: [number % 2], 2: [number % 5], 3: [0], 4: [0, 1]})
            answer(one, number, said, then)
    published = publish_survey(
        over[1].pk, cannot_wait=name("Asked by many"), by=officer, now=now
    )
    stopped = opened(officer, now, name=name)
    stop_survey(stopped.pk, stopped.version, by=officer, now=now)
    draft, closed = {"pk": waits.pk, "number": 1}, {"pk": over[0].pk}
    district.given_to |= {
        "answer-survey": {"key": asks.key},
        "stop-survey": {"pk": asks.pk},
        "public-survey": {"pk": published.pk},
        "withdraw-survey": {"pk": over[1].pk},
        **dict.fromkeys(OF_DRAFTS, draft),
        **dict.fromkeys(OF_CLOSED, closed),
    }
    district.also |= {"survey-results": [{"pk": over[1].pk}], "survey": [closed]}

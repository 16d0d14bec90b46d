"""Which category a quarter speaks for: one line a case."""

import pytest

from tests.areas.facts import (
    NEVER,
    OFF,
    USUAL,
    E,
    P,
    Q,
    S,
    report,
    was,
)
from wardmote.areas.facts import Standing
from wardmote.areas.judging import judge
from wardmote.areas.rules import Rule, Thresholds

WORK = {"work": "Patrols", "had_work": True}


@pytest.mark.parametrize(
    ("evidence", "standing", "category", "rule"),
    [
        (report(), NEVER, OFF, Rule.CLEAR),
        (report("burglary"), NEVER, OFF, Rule.TOO_FEW),
        (report("burglary", "drugs"), NEVER, E, Rule.SEVERAL),
        (report(led=["burglary", "drugs", "robbery"]), NEVER, OFF, Rule.LED_ELSEWHERE),
        (report("burglary", led=["drugs"]), NEVER, OFF, Rule.TOO_FEW),
        (report(homes=900), NEVER, P, Rule.GROWTH),
        (report(homes=200), NEVER, P, Rule.GROWTH),
        (report(homes=199), NEVER, OFF, Rule.CLEAR),
        (report("burglary", "drugs", homes=900), NEVER, E, Rule.SEVERAL),
        (report("financial-need"), NEVER, P, Rule.VULNERABLE),
        (report(led=["financial-need"]), NEVER, OFF, Rule.LED_ELSEWHERE),
        (report("burglary"), was(E, then=1), S, Rule.STILL_FLAGGED),
        (report("burglary"), was(E, then=4), S, Rule.FALLEN),
        (report("burglary", "drugs"), was(E, then=4), S, Rule.FALLEN),
        (report("burglary", "drugs"), was(E, then=3), E, Rule.SEVERAL),
        (report(), was(E, then=4), OFF, Rule.CLEAR),
        (report("burglary", "drugs"), was(S, then=2), S, Rule.STILL_FLAGGED),
        (report("burglary", "drugs", "robbery"), was(S, then=2), E, Rule.SEVERAL),
        (report("burglary"), was(P), S, Rule.STILL_FLAGGED),
        (report(), was(S), OFF, Rule.CLEAR),
        (report("burglary"), Standing(last_live=Q - 4), S, Rule.STILL_FLAGGED),
        (report("burglary"), Standing(last_live=Q - 5), OFF, Rule.TOO_FEW),
        (report("drugs", "robbery"), was(E, Q - 4, 2, **WORK), S, Rule.WORKED_ON),
        (report("drugs", "robbery"), was(E, Q - 3, 2, **WORK), E, Rule.SEVERAL),
        (report("drugs", "robbery"), was(E, Q - 9, 2), E, Rule.SEVERAL),
    ],
)
def test_the_first_rule_that_holds(evidence, standing, category, rule):
    verdict = judge(evidence, standing, USUAL)
    assert (verdict.category, verdict.rule) == (category, rule)


def test_every_number_is_a_threshold():
    strict = Thresholds(emerging_flags=3, growth_homes=1000, remembered_reports=1)
    assert judge(report("burglary", "drugs", homes=900), NEVER, strict).category is OFF
    forgotten = Standing(last_live=Q - 2)
    assert judge(report("burglary"), forgotten, strict).category is OFF


TWO = ("drugs", "robbery")


@pytest.mark.parametrize(
    ("evidence", "standing", "category", "rule"),
    [
        # a rise on the theme of a counted flag makes a single flag enough
        (report("burglary", rising=["burglary"]), NEVER, E, Rule.RISING),
        (report("burglary", rising=["vehicle-crime"]), NEVER, E, Rule.RISING),
        (report("burglary", rising=["drugs"]), NEVER, OFF, Rule.TOO_FEW),
        (report(rising=["burglary"]), NEVER, OFF, Rule.CLEAR),
        (report("all-crime", rising=["all-crime"]), NEVER, E, Rule.RISING),
        (report("all-crime", rising=["burglary"]), NEVER, OFF, Rule.TOO_FEW),
        (report("burglary", led=["drugs"], rising=["drugs"]), NEVER, OFF, Rule.TOO_FEW),
        (report("burglary", rising=["burglary"]), was(S, then=1), E, Rule.RISING),
        # ... and keeps an area Emerging in spite of work
        (report(*TWO, rising=["burglary"]), was(E, Q - 4, 2, **WORK), E, Rule.SEVERAL),
        (report(*TWO, held=["drugs"]), was(E, Q - 4, 2, **WORK), S, Rule.WORKED_ON),
        # coming down, on a theme that is still flagged
        (report(*TWO, down=["drugs"]), was(E, then=2), S, Rule.COMING_DOWN),
        (report(*TWO, down=["burglary"]), was(E, then=2), E, Rule.SEVERAL),
        (report(*TWO, down=["drugs"], rising=["robbery"]), was(E, then=2), E, Rule.SEVERAL),
        (report(down=["drugs"]), was(E, then=2), OFF, Rule.CLEAR),
        (report(*TWO, down=["drugs"]), NEVER, E, Rule.SEVERAL),
        # an area that is worked on is not renamed while it has a flag of its own
        (report("burglary", homes=900), was(S, then=1), S, Rule.STILL_FLAGGED),
        (report("burglary", "financial-need"), was(S, then=2), S, Rule.STILL_FLAGGED),
        (report("financial-need"), was(S, then=1), P, Rule.VULNERABLE),
        (report(homes=900), was(E, then=2), P, Rule.GROWTH),
        (report("burglary", homes=900), was(P), P, Rule.GROWTH),
        # the season of a flagged theme
        (report("burglary", season=["burglary"]), NEVER, P, Rule.SEASON),
        (report("burglary", season=["drugs"]), NEVER, OFF, Rule.TOO_FEW),
        (report("burglary", season=["burglary"]), was(P), P, Rule.SEASON),
        (report("burglary", season=["burglary"]), was(S, then=1), S, Rule.STILL_FLAGGED),
        (report(*TWO, season=["drugs"]), NEVER, E, Rule.SEVERAL),
        # kept down, after work
        (report(kept=["drugs"]), was(S, **WORK), S, Rule.KEPT_DOWN),
        (report(kept=["drugs"]), was(S), OFF, Rule.CLEAR),
        (report(kept=["drugs"]), Standing(had_work=True), S, Rule.KEPT_DOWN),
        (report(held=["drugs"]), was(S, **WORK), OFF, Rule.CLEAR),
    ],
)
def test_signals_count_on_the_themes_that_are_flagged(evidence, standing, category, rule):
    verdict = judge(evidence, standing, USUAL)
    assert (verdict.category, verdict.rule) == (category, rule)


def test_a_signal_that_is_led_elsewhere_does_not_count():
    evidence = report("burglary", rising=["shoplifting"])
    assert judge(evidence, NEVER, USUAL).category is E
    left = report("burglary", rising=["shoplifting"], signals_led=True)
    assert judge(left, NEVER, USUAL).category is OFF

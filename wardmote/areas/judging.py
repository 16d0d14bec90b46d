"""Which category a quarter's evidence speaks for: the first rule that holds. Pure.

    Sustaining   Emerging for long enough, with work recorded and nothing rising
    Sustaining   Emerging, and its counted flags fell by the stated share, but not to none
    Sustaining   Emerging, and what changes in it is coming down
    Emerging     several counted flags (more than it had, where it is Sustaining)
    Emerging     a counted flag, and rising on the same theme
    Preventing   a growth area, or a data set that predicts vulnerability flags it
    Preventing   the season of a flagged theme is ahead
    Sustaining   a priority area within the last year, with a counted flag left
    Sustaining   kept down, after work
    off          otherwise

An Emerging or Sustaining area becomes Preventing only when no counted flag but those that
predict vulnerability is left: otherwise the two Sustaining rules go first, lest a season or
a new estate rename an area that is being worked on.

A flag or signal counts when the partnership can affect it.
"""

from wardmote.areas.facts import Change, Evidence, Standing, Verdict
from wardmote.areas.rules import Category, Rule, Thresholds

EMERGING, PREVENTING = Category.EMERGING, Category.PREVENTING
SUSTAINING, OFF = Category.SUSTAINING, Category.OFF


def judge(evidence: Evidence, standing: Standing, thresholds: Thresholds) -> Verdict:
    """The first rule that holds for one quarter's evidence."""
    return (
        _eased(evidence, standing, thresholds)
        or _emerging(evidence, standing, thresholds)
        or _still_worked_on(evidence, standing, thresholds)
        or _preventing(evidence, thresholds)
        or _kept(evidence, standing, thresholds)
        or _off(evidence)
    )


def _eased(evidence: Evidence, standing: Standing, thresholds: Thresholds) -> Verdict | None:
    """An Emerging area on which the work shows, or may be taken to."""
    if standing.category is not EMERGING:
        return None
    is_rising = bool(evidence.saying(Change.RISING))
    if _worked_long_enough(evidence, standing, thresholds) and not is_rising:
        return Verdict(SUSTAINING, Rule.WORKED_ON)
    left = len(evidence.counted)
    if 0 < left <= (1 - thresholds.fall_share) * standing.flags_then:
        return Verdict(SUSTAINING, Rule.FALLEN)
    if left and evidence.on_flagged_themes(Change.COMING_DOWN) and not is_rising:
        return Verdict(SUSTAINING, Rule.COMING_DOWN)
    return None


def _worked_long_enough(evidence: Evidence, standing: Standing, thresholds: Thresholds) -> bool:
    if standing.since is None or not standing.had_work:
        return False
    reports = evidence.quarter.index - standing.since.index
    return reports >= thresholds.sustaining_after_reports


def _emerging(evidence: Evidence, standing: Standing, thresholds: Thresholds) -> Verdict | None:
    counted = len(evidence.counted)
    has_more = standing.category is not SUSTAINING or counted > standing.flags_then
    if counted >= thresholds.emerging_flags and has_more:
        return Verdict(EMERGING, Rule.SEVERAL)
    if evidence.on_flagged_themes(Change.RISING):
        return Verdict(EMERGING, Rule.RISING)
    return None


def _still_worked_on(
    evidence: Evidence, standing: Standing, thresholds: Thresholds
) -> Verdict | None:
    if standing.category not in (EMERGING, SUSTAINING):
        return None
    if len(evidence.counted) == len(evidence.vulnerabilities):
        return None
    return _kept(evidence, standing, thresholds)


def _preventing(evidence: Evidence, thresholds: Thresholds) -> Verdict | None:
    if (evidence.homes_a_year or 0) >= thresholds.growth_homes:
        return Verdict(PREVENTING, Rule.GROWTH)
    if evidence.vulnerabilities:
        return Verdict(PREVENTING, Rule.VULNERABLE)
    if evidence.on_flagged_themes(Change.SEASON_AHEAD):
        return Verdict(PREVENTING, Rule.SEASON)
    return None


def _kept(evidence: Evidence, standing: Standing, thresholds: Thresholds) -> Verdict | None:
    last = standing.last_live
    is_remembered = last and evidence.quarter - thresholds.remembered_reports <= last
    if evidence.counted and is_remembered:
        return Verdict(SUSTAINING, Rule.STILL_FLAGGED)
    if standing.had_work and evidence.saying(Change.KEPT_DOWN):
        return Verdict(SUSTAINING, Rule.KEPT_DOWN)
    return None


def _off(evidence: Evidence) -> Verdict:
    if evidence.counted:
        return Verdict(OFF, Rule.TOO_FEW)
    return Verdict(OFF, Rule.LED_ELSEWHERE if evidence.flags else Rule.CLEAR)

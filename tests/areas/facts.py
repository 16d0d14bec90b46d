"""Evidence of wards, written short for the tables of the rules."""

from wardmote.areas.facts import Change, Evidence, FlagFact, SignalFact, Standing
from wardmote.areas.rules import Category, Thresholds
from wardmote.kernel.periods import Quarter

Q = Quarter(2025, 2)
E, P, S, OFF = Category
USUAL = Thresholds()
NEVER = Standing()
KINDS = {
    "rising": Change.RISING,
    "down": Change.COMING_DOWN,
    "held": Change.HELD_HIGH,
    "kept": Change.KEPT_DOWN,
    "season": Change.SEASON_AHEAD,
}


def report(
    *slugs, led=(), homes=None, quarter=Q, probability=None, signals_led=False, **signals
):
    """Flags on these data sets; `led` more that others lead on; `rising=[slug]` and so on."""
    facts = [
        FlagFact(slug, named(slug), 14, probability=probability, expected=10.0)
        for slug in slugs
    ]
    facts += [FlagFact(slug, named(slug), 9, led_elsewhere=True) for slug in led]
    changes = [
        SignalFact(
            slug,
            named(slug),
            KINDS[kind],
            f"{named(slug)} is {KINDS[kind]}.",
            signals_led or slug in led,
        )
        for kind, found in signals.items()
        for slug in found
    ]
    return Evidence(quarter, tuple(facts), tuple(changes), homes)


def named(slug):
    return slug.replace("-", " ").capitalize()


def was(category, since=Q - 1, then=0, **more):
    return Standing(category, since, since, then, since, **more)

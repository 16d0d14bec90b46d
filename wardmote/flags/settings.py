"""Every threshold of flags and signals that a partnership may change.

The names are those of `partnership.Partnership`, the defaults those of the two engines.
Passing changed settings to `flags.queries` shows what they would do before they are saved.
"""

from dataclasses import dataclass, replace

from wardmote.datasets.queries import Counting
from wardmote.flags.probability import Levels
from wardmote.flags.signals import OF_DISTRICTS, Settings
from wardmote.flags.signals.settings import Changing, Rising, Season

_RISING, _CHANGING, _SEASON = Rising(), Changing(), Season()
_LEVELS, _WIDE = Levels(), OF_DISTRICTS.rising


@dataclass(frozen=True, slots=True)
class EvidenceSettings:
    """What flags and signals rest on. See docs/how-to/flags-and-signals.md for each."""

    force_share: float = 0.1
    month_share: float = 0.25
    flag_share: float = 0.2
    flag_fewest_wards: int = _LEVELS.fewest_wards
    flag_on: float = _LEVELS.on
    flag_off: float = _LEVELS.off
    rising_certain: float = _RISING.certain
    rising_false_share: float = _RISING.false_share
    rising_least_events: float = _RISING.least_events
    rising_least_ratio: float = _RISING.least_ratio
    rising_least_growth: float = _RISING.least_growth
    rising_least_history: int = int(_RISING.least_history)
    rising_same_last_year: float = _RISING.same_last_year
    change_strength: float = _CHANGING.strength
    fall_to: float = _CHANGING.fallen_to
    fall_least_drop: float = _CHANGING.least_drop
    fall_recent_months: int = _CHANGING.recent
    fall_remembered_months: int = _CHANGING.remembered
    high_ratio: float = _CHANGING.high_ratio
    high_probability: float = _CHANGING.high_probability
    high_excess: float = _CHANGING.high_excess
    high_settled_months: int = _CHANGING.settled
    season_least_index: float = _SEASON.least_index
    season_least_events: float = _SEASON.least_events
    district_certain: float = _WIDE.certain
    district_least_events: float = _WIDE.least_events
    district_least_ratio: float = _WIDE.least_ratio

    def counting(self) -> Counting:
        """Which months count."""
        return Counting(self.force_share, self.month_share)

    def levels(self) -> Levels:
        """For flags by probability. An off level above the on level counts as the on level."""
        return Levels(
            on=self.flag_on,
            off=min(self.flag_off, self.flag_on),
            fewest_wards=self.flag_fewest_wards,
        )

    def of_places(self) -> Settings:
        """For the signals of wards."""
        rising = Rising(
            certain=self.rising_certain,
            false_share=self.rising_false_share,
            least_events=self.rising_least_events,
            least_ratio=self.rising_least_ratio,
            least_growth=self.rising_least_growth,
            least_history=self.rising_least_history,
            same_last_year=self.rising_same_last_year,
        )
        return Settings(rising=rising, changing=self._changing(), season=self._season())

    def of_districts(self) -> Settings:
        """For the signals of the whole district, which has more events and finer gates."""
        rising = replace(
            _WIDE,
            certain=self.district_certain,
            least_events=self.district_least_events,
            least_ratio=self.district_least_ratio,
        )
        return replace(
            OF_DISTRICTS, rising=rising, changing=self._changing(), season=self._season()
        )

    def _changing(self) -> Changing:
        return Changing(
            strength=self.change_strength,
            fallen_to=self.fall_to,
            least_drop=self.fall_least_drop,
            recent=self.fall_recent_months,
            remembered=self.fall_remembered_months,
            high_ratio=self.high_ratio,
            high_probability=self.high_probability,
            high_excess=self.high_excess,
            settled=self.high_settled_months,
        )

    def _season(self) -> Season:
        return Season(
            least_index=self.season_least_index, least_events=self.season_least_events
        )

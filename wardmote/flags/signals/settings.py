"""Every number the signals depend on, with its unit and why it is what it is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fitting:
    """How what is expected is learnt from a series' own history and from its peers."""

    guard: int = 6
    """Last months that are tested and therefore not learnt from."""
    half_life: float = 72.0
    """Months after which a month counts half."""
    slope_sd: float = 0.035
    """Prior sd of a place's own trend, log per year, beyond country and district."""
    yearly_sd: float = 0.08
    """Prior scale of a place's own season (once a year); the prior has heavy tails."""
    half_yearly_sd: float = 0.05
    """The same, twice a year."""
    level_sd: float = 0.5
    """Prior sd of a place's level, log, about what its population has in its district."""
    outlier: float = 2.6
    """Months further above than this (in sd, square-root scale) are weighted down."""
    change: float = 6.5
    """Log likelihood ratio for a lasting change of level inside the history."""
    before_change: float = 0.05
    """Weight of the months before such a change."""
    district_months: float = 160.0
    """Events at which the district's own month counts as much as the country's."""
    country_months: float = 50.0
    """Events at which a type's own month counts as much as its smooth season and trend."""
    dispersion_months: float = 80.0
    """Months at which a series' own dispersion counts as much as its type's."""
    drift_sd: float = 0.10
    """Log sd by which a level wanders within the months tested, beyond the fit."""

    alone_half_life: float = 48.0
    alone_level_sd: float = 3.0
    alone_slope_sd: float = 0.13
    alone_yearly_sd: float = 0.30
    alone_half_yearly_sd: float = 0.15
    alone_dispersion: float = 1.9
    alone_dispersion_months: float = 40.0
    alone_drift_sd: float = 0.02
    alone_guard: int = 3
    """The same for series that stand alone: nothing but their own history to go by."""

    def tested(self, alone: bool) -> int:
        """How many of the last months are tested."""
        return self.alone_guard if alone else self.guard


@dataclass(frozen=True, slots=True)
class Rising:
    """When an excess is called a rise."""

    false_share: float = 0.05
    """Of the rises said, the share that may be wrong (Bayesian false discovery rate)."""
    certain: float = 0.75
    """A rise this probable is said however few there are to share the doubt with: one
    partnership looks at hundreds of series, a country at a hundred thousand."""
    least_events: float = 4.0
    """In the last three months; of those with a figure, in proportion."""
    least_ratio: float = 1.3
    """(observed + 2) / (expected + 2) of the last three months."""
    least_besides: float = 1.2
    """The same ratio without the window's highest month, unless that is the last one: a
    burst that is over is no rise."""
    usual_share: float = 0.01
    """Share of series that rise in a month, believed before looking ..."""
    usual_weight: float = 300.0
    """... with the weight of this many series; learnt in each run."""
    most_share: float = 0.05
    """Never believe more than this."""
    least_growth: float = 0.35
    least_added: float = 0.8
    most_growth: float = 4.0
    most_added: float = 4.0
    """Sizes of rise looked for: growth (0.35 is +35 %) or events a month, whichever is more."""
    least_history: float = 6.0
    """Months with a figure before the months tested: a newer place is too new to say."""
    same_last_year: float = 0.8
    """Not a rise when an earlier year had this share of it in the same months."""


@dataclass(frozen=True, slots=True)
class Changing:
    """When a lasting change of level is said, and when a level is high."""

    strength: float = 6.0
    """Log likelihood ratio per change, over dispersion."""
    shortest: int = 3
    """Months on either side of a change."""
    most: int = 3
    """Changes looked for in one series."""
    fallen_to: float = 0.7
    """Rate after over rate before."""
    kept_to: float = 0.6
    """The same for a fall that is kept down: of an older fall more is asked, because a level
    drifts, and the smaller of the changes found long ago are often that."""
    least_drop: float = 2.0
    """Events a month."""
    least_before: int = 6
    """Months that the level before the fall lasted: a burst that is over is no fall."""
    recent: int = 12
    """A fall is coming down for this many months, afterwards kept down ..."""
    remembered: int = 36
    """... until this many."""
    high_ratio: float = 2.0
    high_probability: float = 0.8
    high_excess: float = 2.65
    """Held high: probably this many times its peers, and so many events a month more."""
    settled: int = 9
    """Months without a change before a high level is held."""
    peers_shape: float = 2.0
    """Gamma shape of places' rates about their peers' (coefficient of variation 0.7)."""


@dataclass(frozen=True, slots=True)
class Season:
    """When the next three months are said to be a season."""

    months: int = 3
    least_index: float = 1.19
    """Mean of the coming months over the year's, one standard error off."""
    least_events: float = 2.5
    """A month, over the last twelve."""


@dataclass(frozen=True, slots=True)
class Settings:
    fitting: Fitting = Fitting()
    rising: Rising = Rising()
    changing: Changing = Changing()
    season: Season = Season()
    batch: int = 4096
    """Series worked on at a time: small enough for the processor's cache."""
    threads: int = 2

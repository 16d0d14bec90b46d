"""How a figure reads to whom: real counts, or a partner's counts guarded."""

from dataclasses import dataclass

from wardmote.flags.figures import Figures
from wardmote.flags.queries import QuarterFlags
from wardmote.flags.rules import Flag
from wardmote.flags.wording import rate_words
from wardmote.kernel.numbers import guard, ordinal


@dataclass(frozen=True, slots=True)
class Reader:
    """What this reader may see of partners' data sets.

    Those who do not see counts get a flag as yes or no and a guarded count, never a rate
    or a rank; of sensitive data sets the flag alone.
    """

    sees_counts: bool
    smallest_shown: int

    def sees_all_of(self, figures: Figures) -> bool:
        return self.sees_counts or figures.is_police

    def count(self, figures: Figures, count: int | None) -> str:
        if count is None:
            return "no figure"
        if self.sees_all_of(figures):
            return f"{count:,}"
        if figures.is_sensitive:
            return "not shown"
        return str(guard(count, smallest=self.smallest_shown))

    def rate(self, figures: Figures, flag: Flag) -> str:
        if not self.sees_all_of(figures):
            return "not shown"
        return "none" if flag.rate_per_1000 is None else rate_words(flag.rate_per_1000)

    def rank(self, figures: Figures, flag: Flag) -> str:
        if not self.sees_all_of(figures):
            return "not shown"
        return "none" if flag.rank is None else f"{ordinal(flag.rank)} of {flag.ranked}"

    def sentence(self, found: QuarterFlags, flag: Flag) -> str:
        wording = found.wording(flag.dataset)
        if self.sees_all_of(found.datasets[flag.dataset]):
            return wording.sentence(flag)
        return wording.yes_or_no(flag)

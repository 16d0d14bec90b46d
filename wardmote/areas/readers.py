"""How a figure reads to whom: real counts, or a partner's counts guarded."""

from dataclasses import dataclass

from wardmote.flags.figures import Figures
from wardmote.flags.queries import QuarterFlags
from wardmote.flags.rules import LIST, Flag
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
        if flag.rank is None:
            return "none"
        if not flag.count:
            return "none recorded"
        return f"{ordinal(flag.rank)} of {flag.ranked}"

    def flagged(self, figures: Figures, flag: Flag) -> str:
        """Both rules in a word or two; of a partner's data set yes or nothing."""
        if not self.sees_all_of(figures) or flag.flagged == flag.literal or flag.rule == LIST:
            return "flagged" if flag.flagged else ""
        return "flagged, not by this quarter alone" if flag.flagged else "this quarter alone"

    def sentence(self, found: QuarterFlags, flag: Flag) -> str:
        wording = found.wording(flag.dataset)
        if self.sees_all_of(found.datasets[flag.dataset]):
            return wording.sentence(flag)
        return wording.yes_or_no(flag)

    def why(self, found: QuarterFlags, flag: Flag) -> list[str]:
        """Both rules with their numbers; nothing that this reader may not see."""
        if not self.sees_all_of(found.datasets[flag.dataset]):
            return []
        return found.wording(flag.dataset).why(flag)

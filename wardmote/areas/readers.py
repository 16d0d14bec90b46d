"""How a figure reads to whom: real counts, or a partner's counts guarded."""

from dataclasses import dataclass

from wardmote.flags.figures import Figures
from wardmote.flags.queries import QuarterFlags
from wardmote.flags.rules import LIST, Flag, Why
from wardmote.flags.told import as_told
from wardmote.flags.wording import rate_words
from wardmote.kernel.numbers import ordinal

NOT_TOLD = "not told"


def is_untold(flag: Flag) -> bool:
    """Whether this reader is not told if the ward is flagged."""
    return flag.why is Why.NOT_TOLD


@dataclass(frozen=True, slots=True)
class Reader:
    """What this reader may see of partners' data sets.

    Those who do not see counts get a guarded count, and a flag as far as guarded counts
    bear it out; never a rate, a rank or a signal. Of sensitive data sets they get the flag
    alone. `decides`: on priority areas, so reads why they are proposed.
    """

    sees_counts: bool
    smallest_shown: int
    decides: bool = False

    @property
    def sees_reasons(self) -> bool:
        """Why the rules propose an area: partners' flags are among the reasons."""
        return self.sees_counts or self.decides

    def flags(self, found: QuarterFlags) -> QuarterFlags:
        """The quarter's flags as this reader may know of them."""
        return found if self.sees_counts else as_told(found, self.smallest_shown)

    def sees_all_of(self, figures: Figures) -> bool:
        return self.sees_counts or figures.is_police

    def count(self, found: QuarterFlags, slug: str, code: str, count: int | None) -> str:
        """A ward's `count` of a quarter; a partner's as `flags` has it told."""
        figures = found.datasets[slug]
        if self.sees_all_of(figures):
            return "no figure" if count is None else f"{count:,}"
        if figures.is_sensitive:
            return "not shown"
        if figures.counts.get(code) is None:
            return "no figure"
        shown = found.told[slug].cells.get(code) if slug in found.told else None
        return NOT_TOLD if shown is None else str(shown)

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
        """Both rules in a word or two; of a partner's data set yes, nothing or not told."""
        if is_untold(flag):
            return NOT_TOLD
        if not self.sees_all_of(figures) or flag.flagged == flag.literal or flag.rule == LIST:
            return "flagged" if flag.flagged else ""
        return "flagged, not by this quarter alone" if flag.flagged else "this quarter alone"

    def sentence(self, found: QuarterFlags, flag: Flag) -> str:
        wording = found.wording(flag.dataset)
        if self.sees_all_of(found.datasets[flag.dataset]):
            return wording.sentence(flag)
        return wording.by_told(flag) if flag.dataset in found.told else wording.yes_or_no(flag)

    def why(self, found: QuarterFlags, flag: Flag) -> list[str]:
        """Both rules with their numbers; nothing that this reader may not see."""
        if not self.sees_all_of(found.datasets[flag.dataset]):
            return []
        return found.wording(flag.dataset).why(flag)

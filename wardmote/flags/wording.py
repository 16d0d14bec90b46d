"""What a flag says to a councillor: counts first, then the rate, then the rank.

Pure, like the rules. `Wording` is made once for a data set and quarter.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from wardmote.flags.rules import LIST, PROBABILITY, Flag, Kind, Why
from wardmote.flags.settings import EvidenceSettings
from wardmote.kernel.numbers import and_list, ordinal, percent, plural
from wardmote.kernel.periods import Month, Quarter

#: slug -> what one and several of its events are called in a sentence
EVENTS = {
    "all-crime": ("crime or incident", "crimes and incidents"),
    "anti-social-behaviour": (
        "incident of anti-social behaviour",
        "incidents of anti-social behaviour",
    ),
    "bicycle-theft": ("bicycle theft", "bicycle thefts"),
    "burglary": ("burglary", "burglaries"),
    "criminal-damage-and-arson": (
        "offence of criminal damage or arson",
        "offences of criminal damage or arson",
    ),
    "drugs": ("drug offence", "drug offences"),
    "other-crime": ("other crime", "other crimes"),
    "other-theft": ("other theft", "other thefts"),
    "possession-of-weapons": ("weapon possession offence", "weapon possession offences"),
    "public-order": ("public order offence", "public order offences"),
    "robbery": ("robbery", "robberies"),
    "shoplifting": ("shoplifting offence", "shoplifting offences"),
    "theft-from-the-person": ("theft from the person", "thefts from the person"),
    "vehicle-crime": ("vehicle crime", "vehicle crimes"),
    "violence-and-sexual-offences": (
        "violent or sexual offence",
        "violent or sexual offences",
    ),
}
#: what is told of a signal that was there a quarter before and is no longer
ENDED = {
    Kind.RISING: "No longer rising beyond what is expected.",
    Kind.COMING_DOWN: "No longer coming down.",
    Kind.HELD: "No longer clearly above or below what is usual.",
    Kind.SEASON_AHEAD: "Its season is no longer ahead.",
}
NTH = ["", "", "second", "third", "fourth", "fifth"]
VERY = 0.9  # likely and very likely
WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


@dataclass(frozen=True, slots=True)
class Wording:
    """How to speak of one data set in one quarter."""

    slug: str
    name: str
    exposure: str
    quarter: Quarter
    missing: Sequence[Month] = ()
    settings: EvidenceSettings = field(default_factory=EvidenceSettings)

    def sentence(self, flag: Flag) -> str:
        """14 burglaries in April to June 2025: 12.1 per 1,000 residents, fifth highest of 26
        wards; likely among the five highest."""
        if flag.rule == LIST:
            return self._of_list(flag)
        if flag.rule == PROBABILITY and flag.why in _VERDICTS:
            said = f"{self._finding(flag)}; {self._verdict(flag)}."
        else:
            said = f"{self._finding(flag)}. {self.rule(flag)}"
        return " ".join([said, *self._left_out()]).strip()

    def by_told(self, flag: Flag) -> str:
        """The same for readers who see counts rounded: by those counts, and no more."""
        return (
            f"{self.name}: among {highest(flag.k)} of {plural(flag.wards, 'ward')} in "
            f"{self.quarter.words}, by the counts as they are shown."
        )

    def yes_or_no(self, flag: Flag) -> str:
        """The same for readers who may not see a partner's counts: no rate, no rank, and no
        more of a probability than yes or no."""
        if flag.rule == LIST:
            return self._of_list(flag)
        if flag.why is Why.NO_FIGURE:
            still = " Its flag stays as it was." if flag.flagged else ""
            return f"{self.name}: no figure was reported for {self.quarter.words}.{still}"
        likely = "likely " if flag.rule == PROBABILITY else ""
        found = "" if flag.flagged else "not "
        return (
            f"{self.name}: {found}{likely}among {highest(flag.k)} of "
            f"{plural(flag.wards, 'ward')} in {self.quarter.words}."
        )

    def why(self, flag: Flag) -> list[str]:
        """Behind the sentence, for those who may see the rate: both rules, side by side."""
        if flag.rule == LIST:
            return ["The agency that owns this data set sends the list of flagged wards."]
        said = []
        if flag.probability is not None:
            said.append(
                f"{percent(flag.probability)} likely to be truly among {highest(flag.k)}, by "
                f"{self.quarter.words} and the quarters before it together. A flag goes on at "
                f"{percent(self.settings.flag_on)} and off under "
                f"{percent(self.settings.flag_off)}, so that chance does not switch it."
            )
        if flag.expected_rate is not None:
            expected = rate_words(flag.expected_rate)
            by_now = ""
            if flag.rate_per_1000 is not None:
                by_now = f"; this quarter had {rate_words(flag.rate_per_1000)}"
            said.append(
                f"Its usual rate by now: {expected} per 1,000 {self.exposure} a quarter"
                f"{by_now}."
            )
        said.append(self._literally(flag))
        if flag.rule == PROBABILITY:
            said.append("This data set goes by the first of the two rules.")
        else:
            said.append("This data set goes by the quarter alone.")
        return said

    def _literally(self, flag: Flag) -> str:
        if flag.rank is None:
            return f"By this quarter alone it has no rank. {self.rule(flag)}".strip()
        if not flag.count:
            return "By this quarter alone: none recorded, so no flag."
        found = "it is" if flag.literal else "it is not"
        return (
            f"By this quarter alone {found} among {highest(flag.k)}: "
            f"{placed(flag.rank)} of {plural(flag.ranked, 'ward')}."
        )

    def _of_list(self, flag: Flag) -> str:
        if flag.why is Why.NO_LIST:
            return f"{self.name}: no list was sent for {self.quarter.words}."
        found = "" if flag.flagged else "not "
        return f"{self.name}: {found}on the list sent for {self.quarter.words}."

    def _verdict(self, flag: Flag) -> str:
        among = f"among {highest(flag.k)}"
        probability = flag.probability or 0.0
        match flag.why:
            case Why.LIKELY:
                return f"{'very likely' if probability >= VERY else 'likely'} {among}"
            case Why.STILL_LIKELY:
                return f"{'still likely' if probability >= 0.5 else 'perhaps still'} {among}"
        if flag.literal:
            return f"{among} this quarter, but not yet likely to be so truly"
        return f"not likely {among}"

    def events(self, count: int) -> str:
        """14 burglaries; for a data set we have no noun for, its name and a count."""
        if nouns := EVENTS.get(self.slug):
            return plural(count, *nouns)
        return f"{self.name}: {count:,}"

    def rule(self, flag: Flag) -> str:
        """Why the ward is flagged or not, as the rule says it."""
        flagged = f"The {number_words(flag.k)} highest are flagged"
        if flag.k < 2:
            flagged = "The highest is flagged" if flag.k else "The share for flags is no ward"
        match flag.why:
            case Why.NO_FIGURE if flag.flagged:
                return "Missing is not zero: its flag stays as it was."
            case Why.NO_FIGURE:
                return "Wards without a figure are not ranked: missing is not zero."
            case Why.NO_EXPOSURE:
                return f"A ward with no known {self.exposure} has no rate and no rank."
            case Why.FEW_WARDS:
                return (
                    f"No flag: only {plural(flag.ranked, 'ward')} can be ranked, too few "
                    "for a top share to mean anything."
                )
            case Why.NO_EVENTS:
                return f"{flagged}; a ward with none never is."
        return f"{flagged}."

    def _finding(self, flag: Flag) -> str:
        if flag.count is None:
            return f"{self.name}: no figure was reported for {self.quarter.words}"
        found = f"{self.events(flag.count)} in {self.quarter.words}"
        if not flag.count:
            return f"{self.name}: none recorded in {self.quarter.words}"
        if flag.rate_per_1000 is None or flag.rank is None:
            return found
        among = f"of {plural(flag.ranked, 'ward')}"
        if flag.ranked < flag.wards:
            among += f" with a figure ({flag.wards} in all)"
        place = placed(flag.rank)
        rate = f"{rate_words(flag.rate_per_1000)} per 1,000 {self.exposure}"
        return f"{found}: {rate}, {place} {among}"

    def _left_out(self) -> list[str]:
        """The sentence about months that are missing, if any are."""
        if not self.missing:
            return []
        months = and_list([month.words for month in self.missing])
        is_are = "is" if len(self.missing) == 1 else "are"
        return [f"{months} {is_are} missing and left out."]


def rate_words(rate: float) -> str:
    """12.1, but 0.04 where one decimal would say nothing."""
    return f"{rate:,.1f}" if rate >= 0.1 or rate == 0 else f"{rate:.2g}"


def number_words(number: int) -> str:
    """five; 11."""
    return WORDS[number] if number < len(WORDS) else f"{number}"


_VERDICTS = (Why.LIKELY, Why.STILL_LIKELY, Why.UNLIKELY)


def highest(k: int) -> str:
    """the five highest; the highest."""
    return f"the {number_words(k)} highest" if k > 1 else "the highest"


def placed(rank: int) -> str:
    """highest; fifth highest; 12th highest."""
    if rank == 1:
        return "highest"
    return f"{NTH[rank] if rank < len(NTH) else ordinal(rank)} highest"

"""What a flag says to a councillor: counts first, then the rate, then the rank.

Pure, like the rules. `Wording` is made once for a data set and quarter.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from wardmote.flags.rules import Flag, Why
from wardmote.kernel.numbers import and_list, ordinal, plural
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
WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


@dataclass(frozen=True, slots=True)
class Wording:
    """How to speak of one data set in one quarter."""

    slug: str
    name: str
    exposure: str
    quarter: Quarter
    missing: Sequence[Month] = ()

    def sentence(self, flag: Flag) -> str:
        """14 burglaries in April to June 2025: 2.1 per 1,000 residents, 3rd highest of ..."""
        return " ".join([f"{self._finding(flag)}.", self.rule(flag), *self._left_out()]).strip()

    def yes_or_no(self, flag: Flag) -> str:
        """The same for readers who may not see a partner's counts: no rate, no rank."""
        found = "" if flag.flagged else "not "
        if flag.why is Why.NO_FIGURE:
            return f"{self.name}: no figure was reported for {self.quarter.words}."
        return (
            f"{self.name}: {found}among the {number_words(flag.k)} highest of "
            f"{plural(flag.wards, 'ward')} in {self.quarter.words}."
        )

    def events(self, count: int) -> str:
        """14 burglaries; for a data set we have no noun for, its name and a count."""
        if nouns := EVENTS.get(self.slug):
            return plural(count, *nouns)
        return f"{self.name}: {count:,}"

    def rule(self, flag: Flag) -> str:
        """Why the ward is flagged or not, as the rule says it."""
        highest = f"The {number_words(flag.k)} highest are flagged"
        if flag.k < 2:
            highest = "The highest is flagged" if flag.k else "The share for flags is no ward"
        match flag.why:
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
                return f"{highest}; a ward with none never is."
        return f"{highest}."

    def _finding(self, flag: Flag) -> str:
        if flag.count is None:
            return f"{self.name}: no figure was reported for {self.quarter.words}"
        found = f"{self.events(flag.count)} in {self.quarter.words}"
        if flag.rate_per_1000 is None or flag.rank is None:
            return found
        among = f"of {plural(flag.ranked, 'ward')}"
        if flag.ranked < flag.wards:
            among += f" with a figure ({flag.wards} in all)"
        place = "highest" if flag.rank == 1 else f"{ordinal(flag.rank)} highest"
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

"""What a survey may not ask: the product profiles nobody and collects no one's details.

A closed list. Each topic says what to ask instead; a word is refused wherever it stands in
a question or among its answers. No Django, no clock.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from wardmote.kernel.errors import RuleBroken


@dataclass(frozen=True, slots=True)
class Refused:
    """A topic that is not asked about, and what may be asked in its place."""

    topic: str
    instead: str
    words: str

    @property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{self.words})\b", re.IGNORECASE)


PLACE_NOT_PERSON = "Ask about the place: what happens there, where and when"
REFUSED = (
    Refused(
        "ethnicity or where people come from",
        PLACE_NOT_PERSON,
        r"ethnic\w*|racial\w*|(?:your|what|which|of|by) race|race or|"
        r"nationalit\w+|country of (?:birth|origin)|skin colour|"
        r"(?:im)?migrants?|(?:im)?migration|asylum\w*|refugees?|foreign\w*|gyps(?:y|ies)|"
        r"roma|romani|travellers?|caravans?|encampments?|black people|white people|asian\w*|"
        r"african\w*|first language|mother tongue|born abroad",
    ),
    Refused(
        "religion or belief",
        PLACE_NOT_PERSON,
        r"religio\w+|faiths?|beliefs?|worship\w*|christian\w*|catholics?|muslims?|islam\w*|"
        r"jew(?:s|ish)?|hindus?|sikhs?|buddhis[tm]s?|atheis[tm]s?",
    ),
    Refused(
        "health or disability",
        "Ask what makes a place hard to use, such as steps, lighting or benches",
        r"your health|health (?:condition|problem)s?|mental(?:ly)? (?:health|ill)|"
        r"ill(?:ness|nesses)|disab\w+|disease\w*|diagnos\w+|medica(?:l|tion|tions)|"
        r"pregnan\w+|dementia|autis\w+|depress(?:ed|ion)|addict\w*|therapy",
    ),
    Refused(
        "sex life, sexual orientation or gender identity",
        PLACE_NOT_PERSON,
        r"sexual\w*|sex life|gay|lesbians?|bisexual\w*|homosexual\w*|heterosexual\w*|lgbt\w*|"
        r"trans(?:gender|sexual)\w*|gender identity",
    ),
    Refused(
        "politics or a trade union",
        "Ask what should be done, not what people think of parties or councillors",
        r"politic\w*|part(?:y|ies) (?:do|did|would|will) you|which party|vot(?:e|es|ed|ing)|"
        r"elections?|conservatives?|tor(?:y|ies)|labour party|liberal democrats?|lib dems?|"
        r"green party|reform uk|plaid cymru|brexit|trade unions?|councillors?|"
        r"member of parliament|mps?",
    ),
    Refused(
        "who somebody is or how to reach them",
        "Where people live is asked by itself, by parish or ward and no closer",
        r"(?:your|full|first|last|family|maiden) names?|surnames?|what (?:is|are) you called|"
        r"(?:your|home|full|street|e-?mail) address(?:es)?|e-?mails?|post ?codes?|"
        r"house numbers?|(?:tele)?phone (?:number|us|you)s?|your (?:tele)?phone|"
        r"mobile numbers?|contact details|dates? of birth|birth ?days?|"
        r"national insurance|number ?plates?|registration (?:mark|number)s?|"
        r"which (?:street|road|house) do you live",
    ),
    Refused(
        "named or single people",
        "Ask about what happens. What people know of somebody goes to 101, or 999 in danger",
        r"who (?:is|are|was|were|did|does|do you think|commits|causes|deals|sells)|"
        r"name (?:the (?:person|people|culprits?|famil\w+)|any(?:one|body)|"
        r"some(?:one|body)|them)|suspects?|culprits?|offenders?|"
        r"(?:which|what) (?:persons?|neighbours?|famil(?:y|ies)|households?)|which people",
    ),
)


def check_asks_nothing_personal(texts: Iterable[str], *, about: str) -> None:
    """Refuse a question or an answer offered that asks about what the list holds."""
    for text in texts:
        for one in REFUSED:
            found = one.pattern.search(text)
            if found:
                raise RuleBroken(
                    f"“{found.group()}” asks about {one.topic}, which no survey here does. "
                    f"{one.instead}",
                    about=about,
                )

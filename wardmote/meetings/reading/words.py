"""The words that clerks use for people: titles, ranks, posts, collective names."""

import re

TITLES = {
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "revd", "reverend",
    "sir", "dame", "lady", "lord", "the", "canon", "fr", "hon", "vacancy", "parch",
}  # fmt: skip
COUNCILLORS = {
    "cllr", "cllrs", "councillor", "councillors", "cllr.s", "alderman", "cnclr", "coun",
    "cyng", "cynghorydd", "cynghorwyr",
}  # fmt: skip
RANKS = {
    "pc", "p.c", "pcso", "psco", "sgt", "sergeant", "ps", "insp", "inspector", "ci", "ch",
    "chief", "dci", "di", "ds", "dc", "supt", "superintendent", "acc", "dcc", "col",
    "colonel", "major", "captain", "capt", "wing", "commander", "wc", "sm", "gm", "det",
    "detective", "constable", "special", "spc", "assistant", "deputy", "cpt", "lt",
    "squadron", "leader", "group", "t/insp", "a/insp", "t/sgt", "a/sgt", "ach", "a/supt",
    "pcsos", "pcs",
}  # fmt: skip
TIERS = {
    "district", "county", "borough", "parish", "town", "city", "ward", "community",
    "unitary",
}  # fmt: skip
PARTICLES = {
    "de", "la", "le", "van", "von", "der", "den", "du", "da", "di", "bin", "al", "el", "ap",
    "st", "st.", "boer", "y",
}  # fmt: skip
POSTS = (
    r"(?:vice[- ]?chair(?:man|woman|person)?|deputy chair(?:man|woman|person)?|chair(?:man"
    r"|woman|person)?"
    r"|(?:parish |town |deputy |assistant |acting |locum |committee )*clerk|treasurer"
    r"|secretary|minute[- ]taker"
    r"|mayor|rfo|responsible financial officer|proper officer|president|convenor|convener"
    r"|facilitator"
    r"|(?:is-g|c)adeirydd|clerc|trysorydd|maer"
    r"|commissioner|chief executive|chief inspector|inspector|sergeant|analyst|coordinator"
    r"|co-ordinator)"
)
ORGANISATION = re.compile(
    r"(?i:council|police|constabulary|service|authority|trust|nhs|ccg|icb|association"
    r"|federation|homes"
    r"|housing|university|college|school|cvs|opcc|fire|probation|partnership|borough"
    r"|district|county"
    r"|group|centre|charity|forum|agency|department|team"
    r"|refuge|crime|victim support|barnardo|network|board|company|ltd|watch|health|education"
    r"|\braf\b)|\b[A-Z]{3,6}\b|\bDC\b|\bCC\b|\bBC\b"
)
NOT_NAMES = {
    "public", "press", "members", "member", "residents", "resident", "none", "nil", "all",
    "others", "police", "council", "present", "apologies", "attendance", "minutes",
    "action", "actions", "agenda", "meeting", "item", "welcome", "introductions", "name",
    "names", "role", "organisation", "initials", "agency", "representing", "title", "date",
    "time", "venue", "location", "received", "absence", "absent", "officers", "councillors",
    "councillor", "cllrs", "cllr", "clerk", "chair", "chairman", "teams", "microsoft",
    "zoom", "vacant", "vacancy", "tbc", "board", "committee", "partnership", "monday",
    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
    "february", "march", "april", "june", "july", "august", "september", "october",
    "november", "december", "no", "yes", "the", "there", "they", "as", "above",
    "declarations", "interest", "matters", "arising", "purpose", "next", "page", "draft",
    "room", "hall", "office", "house", "report", "update", "election", "notes", "guests",
    "observers", "quorum", "due", "holiday", "work", "unwell", "illness", "community",
    "safety", "neighbourhood", "parish", "town", "district", "county", "services",
    "service", "housing", "health", "education", "fire", "probation", "and", "subject",
    "discussion", "apology", "attendees", "attending", "ref", "number", "previous", "any",
    "business", "new", "other", "representative", "representatives", "staff", "volunteers",
    "plus", "approx", "minute", "deputy", "admin", "manager", "officer", "head", "interim",
    "senior", "acting", "vice", "treasurer", "secretary", "online", "hybrid", "held",
    "road", "street", "circulation", "cc", "copies", "everyone", "website", "purposes",
    "confirmed",
}  # fmt: skip
COLLECTIVE = (
    r"(?:(?:all|each|every) (?:of (?:the|us) )?(?:[\w-]+ )?(?:org(?:anisation)?s?|agenc(?:y"
    r"|ies)|partners?|members?"
    r"|councillors?|cllrs|officers?|groups?|leads?|reps?|representatives|trustees?|present"
    r"|authorit(?:y|ies)"
    r"|attendees|services?|teams?|signatories|schools?|areas?|districts?|parishes)"
    r"|all|everyone|everybody|partner agencies|partners|agencies|members|councillors|cllrs"
    r"|officers"
    r"|(?:the )?(?:board|committee|group|council|partnership|trustees|sub-?group"
    r"|working group|working party))"
)
TITLE_WORDS = (
    r"(?:(?:district |county |borough |parish |town |city |ward )?(?:cllrs?\.?|councillors?)"
    r"|(?:y )?cyng(?:\.|horydd|horwyr)?"
    r"|mrs?\.?|ms\.?|miss|dr\.?"
    r"|prof\.?|rev(?:d)?\.?|sir|dame|(?:det(?:ective)? |acting |chief "
    r"|ch )?(?:insp(?:ector)?|sup(?:erintenden)?t|sgt|sergeant|constable)\.?"
    r"|p\.?c\.?|pcso|psco|ps|ci|dci|di|ds|dc|acc|dcc|col\.?|major|captain|wing commander)"
)

MANY = (
    r"(?:\d+|a|no|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|some)"
)
CROWD = re.compile(
    rf"[,;]?\s*(?:\b(?:and|plus|with|also)\b|[&+])?\s*(?:\b(?:approx(?:imately|\.)?|about"
    rf"|around|a number of)\s+)?(?:\b{MANY}\s+)?\b(?:(?:other|local"
    rf"|interested) )?(?:members? of"
    rf" (?:the )?(?:public|press)|(?<=\d )(?:residents?|parishioners|electors|observers"
    rf"|visitors"
    rf"|others|people)|(?<=[a-z] )(?:residents|parishioners|electors))\b(?: (?:was"
    rf"|were) (?:also )?"
    rf"(?:present|in attendance))?",
    re.I,
)
"""Those who are counted, not named: "and four members of the public"."""


def bare(token: str) -> str:
    """A word as the lists have it."""
    return token.strip(".,:;()'").lower()

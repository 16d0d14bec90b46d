"""Labels and sentences that tell who was there, in English and beside it in Welsh."""

import re

WELSH = (
    r"(?:(?:hefyd )?yn bresennol|(?:hefyd )?presennol|hefyd|ymddiheuriadau(?: am absenoldeb)?"
    r"|aelodau|swyddogion|cadeirydd|clerc)"
)
NUMBER = (
    r"^[\W_]{0,4}(?:(?:item"
    r"|minute)\s+)?(?:[A-Za-z]{0,5}/?\d{1,4}(?:[./-]\d{1,4}){0,3}(?:[.):]+\s*|\s+)){0,2}"
    r"(?:to (?:receive|accept|note|consider)(?: and (?:accept|approve|note|consider))? )?"
)
BESIDE = rf"(?:\s*[/|]\s*{WELSH})?"
"""The same label in Welsh, behind the English one; before it in `BEFORE`."""
BEFORE = rf"(?:{WELSH}\s*[/|]\s*)?"
PRESENT = re.compile(
    NUMBER
    + BEFORE
    + r"(?P<label>(?:(?:also|members?|councillors?|cllrs|trustees|those|officers?|others?"
    r"|staff|people|committee members|board members|partners) )?"
    r"(?:present(?: were)?|in attendance|attending|attended(?: by)?|attendance|attendees"
    r"|who came|who was (?:there|here|present)|in the chair)(?: were)?(?: and apologies)?"
    r"|officers|guests|observers|(?:committee |board |panel |council |voting )?members"
    r"|councillors|invitees|participants|chair(?:man"
    r"|person)?|(?:parish |town )?clerk|minute taker|minutes taken by|secretary"
    r"|vice[- ]chair(?:man)?|(?:hefyd )?(?:yn )?bresennol|(?:hefyd )?presennol"
    r"|(?:also|hefyd)(?=\s*(?::|/)))"
    + BESIDE
    + r"(?P<mark>\s*[:\-]+\s*|\s*\.?\s*$|\t|\s+(?=(?:cllr|councillor|mr|mrs|ms|miss|dr"
    r"|the following)))(?P<rest>.*)$",
    re.I | re.S,
)
SORRY = re.compile(
    NUMBER
    + BEFORE
    + r"(?P<label>apolog(?:y|ies)(?:/absent|/absences?|\s?(?:/|and|&)\s?substitut\w+"
    r"| and absences?| for absences?"
    r"| for non-attendance| received| and reasons[^:]*)*(?: received)?(?: from)?|apols"
    r"|sorry[\w ',]*"
    r"|absent with apologies|sent apologies|not present|ymddiheuriadau(?: am absenoldeb)?)"
    + BESIDE
    + r"(?P<mark>\s*[:\-]+\s*|\s*\.?\s*$|\t"
    r"|\s*\.\s+(?:(?:were |was )?(?:received|accepted|noted) )?from\s+"
    r"|\s+(?=(?:cllr|councillor|mr|mrs|ms|miss|dr)))(?P<rest>.*)$",
    re.I | re.S,
)
ABSENT = re.compile(
    r"^\W*(?:absent|not present|absence|did not attend|non[- ]attend\w+|absennol)\b", re.I
)
WERE_RECEIVED = re.compile(
    r"\b(?:an )?apolog(?:y|ies)(?: for (?:their |his |her )?(?:absence|non-attendance"
    r"|not attending))?"
    r"(?:[\w ,]{0,60}?)\b(?:from|on behalf of|by"
    r"|for)\b(?: the following(?: \w+)?)?[:\s]*(?P<names>.*)",
    re.I | re.S,
)
SENT = re.compile(
    r"^(?P<names>[A-Z].{2,300}?)\s+(?:have |had |has )?(?:sent|gave|given|submitted|tendered"
    r"|offered|apologised)\b(?: (?:in )?(?:their|his|her))? apolog(?:ies|y)\b",
    re.S,
)
WERE_PRESENT = re.compile(
    r"^(?P<names>.{3,400}?),?\s+(?:were|was)\s+(?:also )?(?:present|in attendance)\b", re.S
)
HOLDS_POST = re.compile(
    r"\b[Tt]he (?P<post>[Cc]hair(?:man|woman|person)?|[Ss]ecretary|[Tt]reasurer"
    r"|[Cc]lerk), (?P<name>(?:(?:Mrs?|Ms|Miss|Dr|Cllr"
    r"|Councillor)\.? )?[A-Z][\w'-]*(?: [A-Z][\w'-]+){1,2}),"
)
LABELLED = re.compile(r"^(?P<label>[A-Z][\w '&/-]{2,30}):\s+(?P<rest>\S.*)$", re.S)
NO_LABEL = re.compile(
    r"present|attend|apolog|councillors|members|officers|absent|date|time|venue|place"
    r"|location|contact|subject|next|ref|tel|email|item|action|agreed|resolved|note|via"
    r"|decision|by|report|purpose|previous|minutes|meeting",
    re.I,
)
NOBODY = re.compile(
    r"\b(?:of (?:the )?public|(?:\d+|no|two|three|four|five|six|several"
    r"|some) (?:\w+ )?residents|public:|press)\b|^\W*(?:none|nil|n/a)\b",
    re.I,
)

"""What a sentence decides: agreed, noted, deferred, refused, elected or resolved.

One clerk's "PR agreed to circulate" is a promise, not a decision; "as agreed last year" is
history; "To approve the minutes" is the agenda speaking. None of those counts.
"""

import re

from wardmote.meetings.reading.minutes import Kind
from wardmote.meetings.reading.owners import NOBODY, Roster, named

GROUP = (
    r"(?:(?:the )?(?:\w+ ){0,2}?(?:board|committee|council|partnership|group|panel|forum"
    r"|executive|cabinet|meeting|sub-committee"
    r"|trustees|csp|cdrp|psg|society|association)|(?:all )?(?:the )?members(?: present)?"
    r"|(?:all )?councillors|(?:all )?cllrs|all(?: present| partners| members)?"
    r"|everyone(?: present)?|everybody|(?:all )?partners|those present|attendees|residents"
    r"|we|it was|this was|there was)"
)
ADVERB = (
    r"(?:(?:unanimously|formally|also|then|therefore|subsequently|all|generally|fully|duly"
    r"|verbally|both|jointly|accordingly|further|nem con|now)[\s,]+)*"
)
YES = (
    r"(?:agreed(?! with\b)|approved|accepted|adopted|ratified|endorsed|carried(?! (?:out|by"
    r"|on|forward|over)\b)|signed off|supported|authorised|passed|confirmed|sanctioned)"
)
REFUSED = re.compile(
    rf"\b(?:was|were|is|are|be) {ADVERB}(?:not (?:to be )?(?:agreed|approved|accepted"
    rf"|adopted|carried|supported|granted|taken up)|refused|rejected|declined|turned down"
    rf"|lost|defeated|voted down|dismissed|unsuccessful on the vote)\b"
    rf"|\b{GROUP} {ADVERB}(?:refused|rejected|declined|turned down|voted against)\b"
    r"|\bresolved (?:not to|to (?:refuse|reject|decline|object))\b|\b(?:motion|amendment"
    r"|proposal) (?:was |is )?(?:lost|fell|defeated)\b|\bwas (?:LOST)\b|,\s*(?:turned down"
    r"|refused|rejected|declined)\b"
    rf"|^(?:refused|rejected|declined|not agreed|not approved|not supported|turned down)\b"
    rf"|\b(?:decided|agreed) not to (?:support|fund|approve|accept|grant)\b"
    rf"|\b{GROUP} {ADVERB}(?:did|does|do|could|would) not (?:support|approve|accept|fund"
    rf"|adopt)\b"
    rf"|^object(?:ion)?\W*(?:$|-\s)|^object on (?:the )?grounds\b"
    rf"|\bvoted (?:[\w-]+ ){{0,4}}against\b|-\s*(?-i:LOST\b)",
    re.I,
)
DEFERRED = re.compile(
    r"(?<!meeting )\b(?:was|were|is|be|been|to be|will be|are) (?:again )?(?:deferred"
    r"|adjourned|postponed|held over|carried (?:over|forward)|withdrawn|referred back"
    r"|put back|left on the table)\b|^(?:item )?(?:deferred|postponed|adjourned|held over)\b"
    r"|\bitem (?:deferred|postponed|held over)\b"
    r"|\b(?:no decision (?:was |were |has been )?(?:taken|made|reached))\b"
    r"|\bremainder to be considered at the next\b|\bresolved to (?:defer|postpone|adjourn)\b"
    r"|\b(?:agreed|decided) (?:to |that )(?:the \w+ )?(?:defer|postpone|adjourn|hold over)\b"
    r"|-\s*deferred\b|^carried (?:forward|over) to\b|(?:^|[:-]\s+)(?:the )?(?:decision"
    r"|application|consideration|matter|motion|vote"
    r"|report|request|bid)s? (?:deferred|postponed|adjourned|held over)\b",
    re.I,
)
ELECTED = re.compile(
    r"\b(?:was|were|be|is|are|been) (?:duly |unanimously |also )?(?:re-?)?(?:elected"
    r"|appointed|co-opted|confirmed)(?: onto| to| as| the)*\b(?=.{0,60}?\b(?:chair|vice"
    r"|treasurer|secretary|president|clerk|member|council|officer|representative|mayor|board"
    r"|committee|deputy|convenor|auditor)|\.?$|[ (,])"
    r"|\bresolved to (?:elect|appoint|co-opt)\b|\b(?:elected|appointed"
    r"|nominated)\b.{0,40}\b(?:unopposed|all agreed)\b|\bnominated\b.{0,60}\bagreed\b",
    re.I,
)
NOTED = re.compile(
    rf"\b{GROUP} {ADVERB}(?:received,? (?:and )?(?:discussed and )?)?noted(?! that there "
    rf"(?:was|were) no)\b|\b(?:was|were|be) {ADVERB}(?:received and )?noted\b|^(?:duly "
    rf"|report |update |this was )?noted\b|(?-i:\bNOTED\b)|\brecorded (?:its|their"
    rf"|a vote of) thanks\b|\bnoted (?:the|with) (?:report|contents|content|update|position"
    rf"|thanks)\b|-\s*noted\W*$",
    re.I,
)
NOTED_REMARK = re.compile(
    r"^(?:it was |it is )(?:also |further )?noted (?:that|how|by)\b", re.I
)
NEXT_MEETING = re.compile(r"\bthat the (?:date of the )?next meeting\b", re.I)
RESOLVED = re.compile(
    r"\bRESOLVED\b|\b(?:it was|was|and|council|committee|board|unanimously"
    r"|cabinet)\s+(?:then |also |therefore |unanimously )*resolved\b|^resolved\b"
)
AGREED = re.compile(
    rf"\bALL\s*AGREED\b|\bAGREED\b"
    rf"|\b{GROUP}\s*{ADVERB}(?:{YES}|decided|resolved|ratified)\b"
    rf"|\b(?:was|were|is|are) {ADVERB}(?:{YES}|decided upon)\b"
    rf"|^agreed with\b|^{ADVERB}(?:{YES}|decided|ratified|signed)\b(?:\s+(?:to|that|as|by"
    rf"|for|the|with|and|on|without|onto|unanimously|in principle|we|subject|it|nem|when|a"
    rf"|an)\b|\W*$|\W*\()"
    r"|^decision\s*[:\-]|\bproposed\b.{0,160}?\bseconded\b|\b(?:all in favour|by consensus"
    r"|nem\.? con|carried unanimously|unanimous(?:ly)? (?:vote|approved|agreed|carried))\b"
    r"|^consensus (?:that|to)\b|\bminutes\b.{0,120}?\b(?:signed|agreed|approved|accepted"
    r"|adopted|confirmed|ratified|passed)\b|\b(?:minutes|notes) of [\w ./]{4,30} agreed\b"
    r"|\b(?:[a-z]{2,}|\d+) (?:agreed|approved)\W*$"
    r"|\b(?:signed|passed|taken) as (?:a )?(?:true|correct|read|accurate)\b|\bgave (?:its"
    r"|their) (?:approval|agreement|support)\b|\bwas (?:happy"
    r"|content) with\b.{0,80}\bso that is\b|\bso agreed\b|\bdecision (?:was )?(?:made"
    r"|taken) to\b|\bagreed by (?:all|everyone)\b|^agreed\s*[:\-]|\bAgreement\s*-"
    r"|\bapproved for\b|\b(?:motion|amendment|proposal|vote)s? (?:was |is )?(?:carried"
    r"|passed)\b"
    r"|\bvoted (?:unanimously |[\w ]{0,12}\d+\W+(?:to\W+)?\d+ )?(?:in favour|for|to)\b"
    r"|(?-i:\bCARRIED\b(?! (?:OVER|FORWARD|OUT)))"
    r"|^agreed (?:no|not|(?:\S+ ){1,6}?(?:be|should|would))\b"
    r"|\b(?:was|were|is|are) awarded (?:to\b|a grant|the contract|£|up to £)(?!.*\b(?:by"
    r"|from)\b)"
    r"|(?:^|[:-]\s*)no objections?(?: in principle| to [^.;]*| subject to [^.;]*)?\W*$"
    r"|\b(?:council|committee|members|councillors) (?:has |had |have |raised "
    r"|made )no objections?\b"
    rf"|^there were no objections\b|\b{GROUP} {ADVERB}(?:chose|selected)\b"
    rf"|\b(?:[Tt]he |[A-Z])\w*(?: \w+)?,? (?:signed off|was signed off)\b",
)
AGREED_ANY = re.compile(
    AGREED.pattern.replace(
        r"\bALL\s*AGREED\b|\bAGREED\b|", r"\bAGREED\b|\ball\s*agreed|"
    ).replace(r"\bAGREED\b", r"(?-i:\bAGREED\b)"),
    re.I,
)
PAST = re.compile(
    r"\b(?:had|have|has) (?:already |previously |now |also |since |not )*(?:been )?(?:agreed"
    r"|approved|accepted|signed|adopted|confirmed|noted|decided|resolved|refused|rejected"
    r"|deferred|elected|appointed|postponed)\b|\b(?:previously|already|as|was|were"
    r"|originally) (?:previously |originally |already )(?:agreed|approved|resolved)\b"
    r"|\bas (?:agreed|approved|noted|resolved|decided|confirmed)\b(?! (?:by all|accurate"
    r"|correct|a true))|\bif (?:it (?:is|was) )?(?:agreed|approved)\b|\bonce (?:agreed"
    r"|approved)\b|\bwas agreed at the (?:last|previous)\b"
    r"|\bwhere the \w+(?: \w+)? was (?:agreed|approved)\b|\b(?:agreed|approved"
    r"|discussed) (?:at|in) (?:the |our )?(?:last|previous)\b|\bwhether\b.{0,40}\b(?:agreed"
    r"|approved)\b|\bwould be (?:agreed|approved)\b|\b(?:until|unless|when"
    r"|subject to being) (?:agreed|approved)\b",
    re.I,
)
PURPOSE = re.compile(
    r"^\W*(?:(?!resolved|agreed|decided)[\d.()a-z/]{1,8}\s+)?to (?:approve|agree|confirm|note"
    r"|receive|consider|accept|elect|appoint|adopt|resolve|ratify|sign|discuss|review|decide"
    r"|authorise)\b",
    re.I,
)
SIGNATURE = re.compile(
    r"^\W*signed\b(?:\W{4,}|\W*(?:by )?(?:the )?chair\w*\W*(?:dated?\b|$))", re.I
)
#: Welsh for "it was agreed", alone or before the same in English
WELSH = {
    "penderfynwyd": Kind.RESOLVED, "cytunwyd": Kind.AGREED, "cymeradwywyd": Kind.AGREED,
    "derbyniwyd": Kind.AGREED, "nodwyd": Kind.NOTED, "gohiriwyd": Kind.DEFERRED,
    "gwrthodwyd": Kind.REFUSED, "etholwyd": Kind.ELECTED, "penodwyd": Kind.ELECTED,
}  # fmt: skip
IN_WELSH = re.compile(
    rf"^\W*(?:[\d.]+\s+)?(?P<word>{'|'.join(WELSH)})\b[\w ]{{0,30}}?(?P<twice>\s*/\s*)?", re.I
)
TASKS = re.compile(r"\bactions?\b[^.]{0,80}\bcarried (?:over|forward)\b", re.I)
SEALED = re.compile(
    r"^\W*(?:(?:it was )?(?:proposed|moved)(?: by)?:? (?!that\b"
    r"|to\b)[^.;]{2,60}?[,;]?(?: and)? "
    r"seconded(?: by)?:? [^.;]{2,60}?|seconded(?: by)?:? [^.;]{2,60}?"
    r"|(?:vote[ds]?:? )?(?:all|unanimous(?:ly)?|nem\.? con|motion|proposal"
    r"|\d+ (?:votes? )?for\b[\w, ]*)"
    r"(?: (?:were|was))?(?: in favour| agreed| carried| passed)*(?: unanimously)?"
    r"|(?:carried|agreed) unanimously)\W*$",
    re.I,
)
"""What is said of a decision that stands before it: who moved it, and how they voted."""
NUMBER = re.compile(r"^\W*\d{1,2}(?:\.\d{1,2})+[.)]?\s+")
REPORTED = re.compile(
    r"^\W*(?P<who>\S.{1,45}?) (?:also |then |both )?(?:agreed|accepted|confirmed|noted"
    r"|supported|declined|refused|approved)\b"
)
MOVED = re.compile(
    r"^\W*(?:proposal|proposed|recommendation|recommended|suggestion|request)s? (?:that"
    r"|to)\b(?!.*\b(?:agreed|resolved|carried|approved|seconded)\b)"
    r"|\b(?:moved|suggested|proposed|recommended|requested|asked) that\b(?!.*\b(?:agreed"
    r"|resolved|carried|approved|seconded|RESOLVED|AGREED)\b)"
)
GROUPS_OPEN = re.compile(rf"^{GROUP}\s", re.I)
FORMAL = re.compile(r"RESOLVED|AGREED\b|NOTED\b")
BEFORE_NOW = re.compile(
    r"\b(?:newly|recently|who was|had been|has been|be) (?:re-)?(?:elected|appointed)"
)
TRUE_NAMES = re.compile(r"(?:apologies)\b.{0,80}\b(?:accepted|noted|received)\b", re.I)


def specific(sentence: str) -> Kind | None:
    """What outweighs that it was resolved or agreed: put off, refused, somebody elected."""
    if REFUSED.search(sentence):
        return Kind.REFUSED
    if DEFERRED.search(sentence) and not TASKS.search(sentence):
        return Kind.DEFERRED
    if ELECTED.search(sentence) and re.search(r"elect|appoint|co-opt|nominat", sentence, re.I):
        return Kind.ELECTED
    return None


def kind_of(sentence: str, title: str = "", who: Roster = NOBODY) -> Kind | None:
    """What sort of decision a sentence records; None where it records none."""
    sentence = NUMBER.sub("", sentence)
    welsh = IN_WELSH.match(sentence)
    if welsh and not welsh["twice"]:
        return WELSH[welsh["word"].lower()]
    if welsh:
        sentence = sentence[welsh.end() :]
    formal = bool(FORMAL.search(sentence))
    if _decides_nothing(sentence, who, formal=formal):
        return None
    said = specific(sentence)
    if said is Kind.ELECTED and BEFORE_NOW.search(sentence) and not formal:
        said = said if re.search(r"agreed|resolved", sentence, re.I) else None
    if said:
        return said
    if RESOLVED.search(sentence) or re.search(
        r"\bit was resolved\b|^resolved\b|\band resolved\b", sentence, re.I
    ):
        return Kind.NOTED if re.search(r"\b(?:be noted|to note)\b", sentence) else Kind.RESOLVED
    if AGREED_ANY.search(sentence):
        if "elect" in title.lower() and re.search(r"nominat|propos", sentence, re.I):
            return Kind.ELECTED
        return Kind.AGREED
    remark = NOTED_REMARK.match(sentence) and not NEXT_MEETING.search(sentence)
    return Kind.NOTED if NOTED.search(sentence) and (formal or not remark) else None


def _decides_nothing(sentence: str, who: Roster, *, formal: bool) -> bool:
    """The agenda's own words, a proposal, a question, history, or what one person says."""
    if (
        PURPOSE.match(sentence)
        or SIGNATURE.match(sentence)
        or MOVED.search(sentence)
        or len(sentence) > 900
        or sentence.rstrip().endswith("?")
    ):
        return True
    if TRUE_NAMES.search(sentence) and not re.search(r"resolved", sentence, re.I):
        return True
    return not formal and bool(
        PAST.search(sentence)
        or _says_one(sentence, who)
        or re.match(r"\W*(?:action|actions)\b", sentence, re.I)
    )


def _says_one(sentence: str, who: Roster) -> bool:
    """Does one person, not the meeting, agree or note here?"""
    match = REPORTED.match(sentence)
    return bool(match and not GROUPS_OPEN.match(sentence) and named(match["who"], who))

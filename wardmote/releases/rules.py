"""What a release may be, and for whom."""

from collections.abc import Collection
from enum import StrEnum

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month, parse_span


class Audience(StrEnum):
    """Who may read a release."""

    PUBLIC = "public"
    MEMBERS = "members"  # the councillors of the wards it names; all of them if none


class ReleaseKind(StrEnum):
    """What a release is: decides where a page shows it."""

    FIGURES = "figures"  # open police figures of a ward
    PARISH_FIGURES = "parish_figures"  # the same of a parish
    PARTNER_FIGURES = "partner_figures"  # partners' data, guarded
    YEAR_FIGURES = "year_figures"  # sensitive data sets: the district's whole year, guarded
    FLAGS = "flags"
    BOUNDARIES = "boundaries"  # which wards a new ward's area was in before
    AREA = "area"  # a ward's category and why
    REPORT = "report"  # a published data report
    ASSESSMENT = "assessment"  # a strategic assessment as the Board agreed it
    FINDING = "finding"
    ISSUE = "issue"  # what is said of an issue outside the agencies
    AGENDA = "agenda"  # the public part of a meeting's agenda
    MINUTES = "minutes"  # the public part of a meeting's minutes
    TERMS = "terms"  # a group's terms of reference in force
    SURVEY = "survey"  # what people answered in a survey, guarded
    BULLETIN = "bulletin"  # composed from what is public, with an officer's own words
    NOTICE = "notice"  # what will be published and names a ward, for its members first


#: what a release is called where kinds stand side by side
KIND_WORDS = {
    ReleaseKind.FIGURES: "Police figures",
    ReleaseKind.PARISH_FIGURES: "Police figures",
    ReleaseKind.PARTNER_FIGURES: "Partners’ figures",
    ReleaseKind.AREA: "Priority area",
    ReleaseKind.FLAGS: "Flags and signals",
    ReleaseKind.FINDING: "Finding",
    ReleaseKind.BOUNDARIES: "New boundaries",
    ReleaseKind.ISSUE: "What is being done",
    ReleaseKind.SURVEY: "What people told us",
    ReleaseKind.REPORT: "Data report",
    ReleaseKind.ASSESSMENT: "Strategic assessment",
    ReleaseKind.AGENDA: "Agenda",
    ReleaseKind.MINUTES: "Minutes",
    ReleaseKind.TERMS: "Terms of reference",
    ReleaseKind.BULLETIN: "Bulletin",
}

#: the file of an agenda that holds its papers as well
PACK = "agenda-pack.pdf"

AUDIENCE_WORDS = {
    Audience.PUBLIC: "",
    Audience.MEMBERS: "Not yet public: councillors of this ward",
}


def check_second(person: int, authors: Collection[int], what: str = "words") -> None:
    """What derives from partners' text takes two people: no author lets it out."""
    if person in authors:
        raise RuleBroken(f"You wrote these {what}: another person must clear them")


def overlap(one: str, other: str) -> bool:
    """Whether two periods share a month."""
    return not _months(one).isdisjoint(_months(other))


def _months(period: str) -> frozenset[Month]:
    found = parse_span(period)
    return frozenset([found] if isinstance(found, Month) else found.months)

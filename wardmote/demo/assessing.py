"""The demo's strategic assessment: written in the summer, agreed by the Board, published.

Its words name no figure: the tables beside them are made from what is in store.
"""

from datetime import datetime, timedelta

from wardmote.demo.district import DemoFiles
from wardmote.demo.stage import Stage
from wardmote.demo.story import last_whole_quarter
from wardmote.meetings.models import Meeting
from wardmote.meetings.rules import DecisionKind
from wardmote.meetings.usecases.deciding import decide
from wardmote.reports.assessment.rules import Section
from wardmote.reports.models import Assessment
from wardmote.reports.usecases.assessing import (
    draft_assessment,
    give_assessment_notice,
    publish_assessment,
    save_section,
    submit_assessment,
)

NOTICE = timedelta(days=14)
AGO = 2  # quarters from the year's end to the last whole one
WORDS = {
    Section.LEVELS: "Most of what is recorded is in the two towns. Villages have little crime, "
    "and most of that is theft from sheds, garages and vans.\nDrink and drugs stand behind "
    "much of the disorder on Friday and Saturday nights in Castle Gate; no agency counts it.",
    Section.CHANGES: "Harrow Fen goes on coming down. The rise in Longmere is new. The rest of "
    "the district moves within what chance explains.",
    Section.WHY: "In Harrow Fen the youth project and the fire service’s visits came first and "
    "the fall after them; nobody has shown that they caused it.\nWhy burglary rises in "
    "Longmere is not known yet: the station path is unlit, and sheds there have no locks.",
    Section.PRIORITIES: "- Burglary and vehicle crime in Longmere\n- Keeping what has been "
    "gained in Harrow Fen\n- Planning ahead with Newbridge, before the next 900 homes\n"
    "- Fraud that begins online, against people over 70",
    Section.VIEWS: "At the public meeting and from 14 parish councils: speeding, "
    "anti-social behaviour near shops, and being told what came of reports.",
    Section.PLAN: "The youth project and the late buses were carried out. The lamps at the "
    "station path were not: the county’s money came late. Training for parishes has begun.",
    Section.COUNTY: "Street lighting on county paths holds up work in two wards.",
}


def submit(stage: Stage, files: DemoFiles, ago: int) -> None:
    """The analyst writes it so many days ago, and puts it before the Board."""
    quarter = last_whole_quarter(files.last_month) - AGO
    tomasz, now = stage.who("tomasz"), stage.ago(ago)
    held = draft_assessment(quarter, by=tomasz, now=now)
    for section, text in WORDS.items():
        held = save_section(quarter, section, text, held.version, by=tomasz, now=now)
    submit_assessment(quarter, held.version, by=tomasz, now=now)


def agree(stage: Stage, meeting: Meeting, then: datetime) -> None:
    """The Board’s meeting agrees what it has; after notice the officer publishes it."""
    item = meeting.items.filter(source__startswith="assessment ").first()
    held = Assessment.objects.first()
    if item is None or held is None:
        return
    priya = stage.who("priya")
    decide(meeting.pk, item.pk, DecisionKind.AGREED, "All agreed.", by=priya, now=then)
    give_assessment_notice(held.period, 1, by=priya, now=then)
    publish_assessment(held.period, 1, by=priya, now=then + NOTICE)

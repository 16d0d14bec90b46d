"""Every page that a person may open, wide and narrow: axe, the policy, no sideways scroll.

With WARDMOTE_SHOTS=FOLDER each page is also kept as a picture to look at.
"""

import os
from pathlib import Path
from zlib import crc32

import pytest

from tests.journeys.conftest import NARROW, WIDE
from tests.test_permissions import PUBLIC, TABLE
from tests.walk import addresses

pytestmark = [pytest.mark.journey, pytest.mark.sized]
FILES = {"logo", "download-template", "wards-csv", "public-report-file", "report-file",
         "report-edition-file", "recovery-codes-file", "signatures-csv", "members-csv",
         "members-json", "party-form", "party-copy", "harm-weights-csv",
         "deep-dive-file", "update-file", "agenda-file", "agenda-pack",
         "invitation", "paper", "minutes-file", "minutes-source", "public-meeting-file",
         "actions-file", "assessment-file", "assessment-edition-file",
         "public-assessment-file", "public-terms-file", "terms-file",
         "terms-compare-file", "meeting-load-file", "open-data-openapi", "open-data-file",
         "open-data-ward-file", "open-data-wards", "open-data-ward", "open-data-figures",
         "open-data-partner-figures", "open-data-publications", "feed",
         "open-data-year-figures", "ward-feed", "parish-feed", "bulletin-feed",
         "open-data-parish-file", "open-data-parishes",
         "open-data-parish", "open-data-parish-figures"}  # fmt: skip
#: a browser is sent on from these
ONWARD = {"provider-start", "provider-back", "second-factor", "recovery-codes",
          "remove-factor"}  # fmt: skip
COMING_IN = {"sign-in", "ask-link"}
#: pages that differ by nothing but the person's name are looked at once
LOOKERS = {
    PUBLIC: set(TABLE),
    "officer": set(TABLE),
    "analyst": {"start", "data", "ward", "areas", "report", "report-notice", "reports"},
    "board": {
        "start",
        "wards",
        "ward",
        "areas",
        "area",
        "report",
        "reports",
        "report-step",
        "pulse-results",
        "pulse-adjustments",
    },
    "data group": {"areas", "area-decide", "areas-judgment"},
    "own councillor": {
        "start",
        "my-ward",
        "public-ward",
        "briefing",
        "notice",
        "pulse",
        "mail-choice",
    },
    "clerk": {"start", "my-ward", "surveys", "survey"},
    "never signed": {"start", "sharing", "party", "party-sign"},
    "monitoring officer": {"start", "pre-election", "go-aheads", "go-ahead"},
    "nobody": {"start"},
}
#: whose wide layout is more than the narrow one with more room
WIDE_TOO = {"home", "start", "wards", "figure", "ward", "areas", "area", "area-decide", "data",
            "import", "report", "report-publish", "agreements", "groups", "people", "person",
             "settings", "pre-election", "public-ward", "public-wards", "public-report",
             "my-ward", "sign-in", "account", "open-data", "ward-embed", "public-parish",
             "answer-survey", "public-survey"}  # fmt: skip


#: the officer, who opens everything, looks at one page in eight in the usual run
IS_WHOLE = bool(os.environ.get("WARDMOTE_DEEP"))


def is_drawn(name):
    return crc32(name.encode()) % 8 == 0


def pages(district, who, size):
    """(name, path) of every page to look at as this person; the sign-in page to strangers."""
    looked_at = LOOKERS[who] & WIDE_TOO if size == WIDE else LOOKERS[who]
    for address in addresses():
        reads = who in TABLE[address.name].read and address.name in looked_at
        reads = reads and (IS_WHOLE or who != "officer" or is_drawn(address.name))
        is_redirect = address.name in ONWARD or (address.name in COMING_IN and who != PUBLIC)
        if reads and address.name not in FILES and not is_redirect:
            yield address.name, address.path(district.in_address(address.name))
    if who == "officer" and size == NARROW:
        yield from (
            (f"change-settings-{what}", f"/settings/{what}/")
            for what in ("name", "thresholds", "road")
        )
        yield from (
            (f"upload-{what}", f"/data/upload/{what}/")
            for what in ("dataset", "places", "profile")
        )
        yield "wards-fires", "/wards/?dataset=deliberate-fires"
        yield "report-published", "/reports/2025Q2/"
        yield "issues-found", "/issues/search/?q=lamps"


def keep(page, who, size, name):
    if folder := os.environ.get("WARDMOTE_SHOTS"):
        picture = Path(folder, f"{who}-{size[0]}-{name}.png".replace(" ", "-"))
        picture.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=picture, full_page=True)


#: who looks in every run, by the size of the page; the others do in `make test-deep`
EACH_TIME = {
    NARROW: {PUBLIC, "officer", "own councillor", "never signed", "nobody"},
    WIDE: {PUBLIC, "officer"},
}
WALKS = [
    pytest.param(
        who,
        size,
        id=f"{who}-{name}",
        marks=() if who in EACH_TIME[size] else pytest.mark.deep,
    )
    for size, name in ((NARROW, "narrow"), (WIDE, "wide"))
    for who in LOOKERS
]


@pytest.mark.parametrize(("who", "size"), WALKS)
def test_every_page_is_sound(stage, walk, who, size):
    visit, wrong, seen = walk(size), [], 0
    if who != PUBLIC:
        visit.sign_in(stage[who])
    for name, path in pages(stage, who, size):
        visit.complaints.clear()
        try:
            visit.open(path)
            if size == NARROW:
                visit.check_narrowest()
        except AssertionError as fault:
            wrong.append(str(fault)[:1500])
        keep(visit.page, who, size, name)
        seen += 1
    assert seen >= len(LOOKERS[who] & {"start", "home"})
    if wrong:
        pytest.fail("\n\n".join(wrong), pytrace=False)

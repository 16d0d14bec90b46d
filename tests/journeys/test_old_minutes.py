"""The officer reads old minutes in: wide with scripts, narrow without."""

import os
from pathlib import Path

import pytest

from tests.journeys.conftest import NARROW, WIDE
from tests.meetings.old import MINUTES
from wardmote.groups.models import Group
from wardmote.groups.rules import GroupKind
from wardmote.groups.usecases import make_default_groups
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.meetings.models import Meeting

pytestmark = [pytest.mark.journey, pytest.mark.long]
SHOTS = os.environ.get("WARDMOTE_SHOTS")


def seen(begun, name):
    begun.check_narrowest()
    if SHOTS:
        size = begun.page.viewport_size["width"]
        begun.page.screenshot(path=Path(SHOTS) / f"old-{name}-{size}.png", full_page=True)


@pytest.mark.parametrize(("size", "scripts"), [(WIDE, True), (NARROW, False)])
def test_old_minutes_become_a_meeting_held(walk, make_person, size, scripts):
    from django.utils.timezone import now

    make_default_groups(by=COMMAND_LINE, now=now())
    board = Group.objects.get(kind=GroupKind.BOARD)
    priya, _ = make_person("Priya", role="officer"), make_person("Bob Day")
    here = walk(size, scripts=scripts)
    here.sign_in(priya)
    here.open("/meetings/")
    seen(here, "meetings")
    here.open(f"/meetings/groups/{board.pk}/old/")
    file = {"name": "feb.txt", "mimeType": "text/plain", "buffer": MINUTES.encode()}
    here.page.get_by_label("The minutes").set_input_files(file)
    seen(here, "put-in")
    here.press("Read it")
    seen(here, "review")
    here.follow("where it stands")
    here.page.locator("#id_about-place").fill("Upstairs")
    here.press("Leave it for later")
    seen(here, "left")
    here.follow("feb.txt")
    assert here.page.locator("#id_about-place").input_value() == "Upstairs"
    here.press("Save as a meeting held")
    seen(here, "refused")
    here.page.get_by_label("In person", exact=True).check()
    here.page.get_by_label("Not yet, or nobody knows: a draft").check()
    here.page.locator("#id_people-2-leave_out").check()
    here.page.locator("#id_who-0-who").select_option(label="Bob Day (suggested)")
    here.press("Save as a meeting held")
    seen(here, "saved")
    assert here.page.get_by_text("read from a file").count()
    assert Meeting.objects.get().place == "Upstairs"

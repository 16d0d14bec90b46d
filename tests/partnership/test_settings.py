"""What a partnership may set, and what is kept about each change."""

import struct
from zlib import compress, crc32

import pytest

from tests.conftest import NOW
from wardmote.audit.models import Entry
from wardmote.kernel.errors import RuleBroken
from wardmote.partnership.logos import JPEG, PNG, logo_type
from wardmote.partnership.queries import this_partnership
from wardmote.partnership.usecases import change_settings


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc32(kind + body))


#: one grey dot
PNG_FILE = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + _chunk(b"IDAT", compress(b"\x00\x80"))
    + _chunk(b"IEND", b"")
)
JPEG_FILE = b"\xff\xd8\xff\xe0" + b"picture" + b"\xff\xd9"


@pytest.mark.django_db
def test_a_change_is_kept_and_says_from_what_to_what(priya):
    change_settings(by=priya, now=NOW, area_cap=7)
    assert this_partnership().area_cap == 7
    entry = Entry.objects.get(verb="settings.changed")
    assert (entry.actor, entry.details) == ("Priya", {"area_cap": "5 → 7"})


@pytest.mark.django_db
def test_the_same_value_again_changes_nothing(priya):
    change_settings(by=priya, now=NOW, area_cap=5)
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_a_value_out_of_bounds_changes_nothing(priya):
    with pytest.raises(RuleBroken) as refusal:
        change_settings(by=priya, now=NOW, area_cap=6, flag_share=0.9)
    assert refusal.value.about == "flag_share"
    assert this_partnership().area_cap == 5


def test_a_logo_is_judged_by_what_it_is():
    assert logo_type(PNG_FILE) == PNG
    assert logo_type(JPEG_FILE) == JPEG


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "PNG or JPEG"),
        (b"GIF89a", "PNG or JPEG"),
        (b"", "PNG or JPEG"),
        (PNG_FILE[:-4], "damaged"),
        (PNG_FILE + b"<script>alert(1)</script>", "something behind its end"),
        (JPEG_FILE + b"PK\x03\x04", "something behind its end"),
        (PNG_FILE[:20] + b"0" * 200 * 1024, "smaller than 200 KB"),
    ],
)
def test_what_is_not_a_small_whole_picture_is_refused(content, says):
    with pytest.raises(RuleBroken, match=says):
        logo_type(content)

"""The one door: what is out, for whom, and how it is taken back."""

import pytest

from tests.conftest import NOW
from wardmote.kernel.errors import RuleBroken
from wardmote.releases.models import Release, ReleasedFile
from wardmote.releases.queries import for_members_of, of_ward, public
from wardmote.releases.rules import Audience, ReleaseKind
from wardmote.releases.usecases import Draft, File, release, withdraw

pytestmark = pytest.mark.django_db


def draft(slot="area E1", wards=("E1",), **more):
    content = more.pop("content", {"category": "emerging"})
    return Draft(ReleaseKind.AREA, slot, "Longmere", content, "a decision", wards, **more)


def test_a_newer_release_supersedes_the_older_and_both_are_kept(priya):
    (old,) = release([draft()], by=priya, now=NOW)
    (new,) = release([draft(content={"category": "off"})], by=priya, now=NOW)
    assert list(public()) == [new]
    old.refresh_from_db()
    assert old.superseded_by == new
    assert old.content == {"category": "emerging"}


def test_releasing_the_same_again_changes_nothing(priya):
    release([draft()], by=priya, now=NOW)
    assert release([draft()], by=priya, now=NOW) == []
    assert Release.objects.count() == 1


def test_members_read_their_own_ward_and_what_names_none(priya):
    release(
        [
            draft("one", ("E1",), audience=Audience.MEMBERS),
            draft("two", ("E2",), audience=Audience.MEMBERS),
            draft("all", (), audience=Audience.MEMBERS),
            draft("open", ("E2",)),
        ],
        by=priya,
        now=NOW,
    )
    assert {one.slot for one in for_members_of(["E1"])} == {"one", "all", "open"}
    assert {one.slot for one in public()} == {"open"}
    assert {one.slot for one in of_ward(public(), "E2")} == {"open"}
    assert not of_ward(public(), "E1").exists()


def test_a_withdrawn_release_is_gone_with_its_files_and_a_tombstone_stays(priya):
    file = File("report.pdf", "application/pdf", b"%PDF")
    (out,) = release([draft(files=(file,))], by=priya, now=NOW)
    with pytest.raises(RuleBroken, match="Enter why"):
        withdraw(out.pk, " ", by=priya, now=NOW)
    withdraw(out.pk, "Names a street", by=priya, now=NOW)
    assert not public().exists()
    assert not ReleasedFile.objects.exists()
    assert Release.objects.get().withdrawn_why == "Names a street"
    with pytest.raises(RuleBroken, match="already"):
        withdraw(out.pk, "Again", by=priya, now=NOW)


def test_after_a_withdrawal_the_slot_is_free_again(priya):
    (out,) = release([draft()], by=priya, now=NOW)
    withdraw(out.pk, "Wrong", by=priya, now=NOW)
    (again,) = release([draft()], by=priya, now=NOW)
    assert list(public()) == [again]

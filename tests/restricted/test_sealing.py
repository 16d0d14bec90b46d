"""Sealed text opens with its own key, in its own row, and not otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOW
from wardmote.kernel.errors import RuleBroken
from wardmote.restricted.models import Text
from wardmote.restricted.queries import opened
from wardmote.restricted.sealing import Keys, new_key_line, read_keys, seal, unseal
from wardmote.restricted.usecases import seal_anew, write_restricted

OLD, NEW = Keys("old", {"old": b"o" * 32}), Keys("new", {"new": b"n" * 32, "old": b"o" * 32})


@given(st.text(min_size=1))
def test_what_is_sealed_opens_again(text):
    sealed = seal(text, "issue 1|a", OLD)
    assert unseal(sealed, "issue 1|a", "old", OLD) == text
    assert unseal(sealed, "issue 1|a", "old", NEW) == text


@pytest.mark.parametrize(
    ("belongs_to", "key", "keys", "says"),
    [
        ("issue 2|a", "old", OLD, "cannot be opened"),
        ("issue 1|a", "old", Keys("old", {"old": b"x" * 32}), "cannot be opened"),
        ("issue 1|a", "old", Keys("", {}), "not in the key file"),
    ],
)
def test_another_row_key_or_file_opens_nothing(belongs_to, key, keys, says):
    sealed = seal("A secret", "issue 1|a", OLD)
    with pytest.raises(RuleBroken, match=says):
        unseal(sealed, belongs_to, key, keys)


def test_every_changed_byte_is_noticed():
    sealed = bytearray(seal("A secret", "issue 1|a", OLD))
    for at in range(len(sealed)):
        changed = bytearray(sealed)
        changed[at] ^= 1
        with pytest.raises(RuleBroken):
            unseal(bytes(changed), "issue 1|a", "old", OLD)


def test_a_key_file_names_the_key_in_use_first(tmp_path):
    path = tmp_path / "keys"
    path.write_text(new_key_line("spring") + "\n" + new_key_line("winter") + "\n")
    keys = read_keys(str(path))
    assert (keys.current, sorted(keys.by_name)) == ("spring", ["spring", "winter"])
    assert not read_keys("").seals


@pytest.mark.parametrize("content", ["", "spring", "spring:c2hvcnQ=", ":" + "A" * 44, "é:x"])
def test_a_key_file_that_holds_no_key_is_refused(tmp_path, content):
    path = tmp_path / "keys"
    path.write_text(content)
    with pytest.raises(RuleBroken):
        read_keys(str(path))
    with pytest.raises(RuleBroken, match="cannot be read"):
        read_keys(str(tmp_path / "nowhere"))


@pytest.fixture
def restricted_on(monkeypatch):
    from wardmote.restricted import usecases

    monkeypatch.setattr(usecases, "restricted_is_on", lambda on: True)


@pytest.mark.django_db
def test_with_keys_nothing_readable_is_stored_and_keys_can_be_changed(
    settings, tmp_path, restricted_on, priya
):
    path = tmp_path / "keys"
    old = new_key_line("winter")
    path.write_text(old)
    settings.TEXT_KEYS = str(path)
    kept = write_restricted("issue 1", "A canary", by=priya, now=NOW)
    kept.refresh_from_db()
    assert (kept.body, kept.key) == ("", "winter")
    assert b"canary" not in bytes(kept.sealed)
    path.write_text(new_key_line("spring") + "\n" + old)
    assert seal_anew(by=priya, now=NOW) == 1
    assert seal_anew(by=priya, now=NOW) == 0
    (again,) = opened(Text.objects.all())
    assert again.text == "A canary"
    assert Text.objects.get().key == "spring"
    path.write_text(old)
    with pytest.raises(RuleBroken, match="not in the key file"):
        opened(Text.objects.all())


@pytest.mark.django_db
def test_while_it_is_off_nothing_restricted_is_kept(priya):
    with pytest.raises(RuleBroken, match="switched off"):
        write_restricted("issue 1", "A canary", by=priya, now=NOW)
    assert not Text.objects.exists()

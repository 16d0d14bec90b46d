"""`wardmote restricted key` and `seal`, as whoever runs the server uses them."""

import pytest

from tests.conftest import NOW
from tests.homes import migrated_home
from wardmote.audit.models import Entry
from wardmote.cli import main
from wardmote.restricted import usecases
from wardmote.restricted.models import Text, TextWords
from wardmote.restricted.sealing import new_key_line, read_keys
from wardmote.restricted.usecases import write_restricted

WRITE = """
from django.utils.timezone import now
from wardmote.people.models import User
from wardmote.restricted import usecases
usecases.restricted_is_on = lambda on: True
priya = User.objects.create(email="p@wendle.example", name="Priya")
for n in range(300):
    usecases.write_restricted("issue 1", f"canaryplain {n}", by=priya, now=now())
"""


@pytest.fixture
def key_file(settings, tmp_path, capsys):
    """A key file whose lines are those of `wardmote restricted key`."""
    path = tmp_path / "keys"
    path.touch()

    def add(name):
        capsys.readouterr()
        assert main(["restricted", "key", name]) == 0
        path.write_text(capsys.readouterr().out + path.read_text())
        settings.TEXT_KEYS = str(path)
        return path

    return add


@pytest.fixture
def kept(priya, monkeypatch):
    monkeypatch.setattr(usecases, "restricted_is_on", lambda on: True)
    return [write_restricted("issue 1", f"Canary {n}", by=priya, now=NOW) for n in range(3)]


@pytest.mark.django_db
def test_keys_are_changed_step_by_step(kept, key_file, capsys):
    key_file("winter")
    assert main(["restricted", "seal"]) == 0
    assert "3 texts sealed with the key “winter”" in capsys.readouterr().out
    assert not TextWords.objects.exists()
    path = key_file("spring")
    assert read_keys(str(path)).current == "spring"
    assert main(["restricted", "seal"]) == 0
    assert "3 texts sealed with the key “spring”" in capsys.readouterr().out
    assert main(["restricted", "seal"]) == 0
    assert "0 texts sealed" in capsys.readouterr().out
    path.write_text(path.read_text().splitlines()[0])
    assert main(["restricted", "seal", "--open"]) == 0
    assert "3 texts opened" in capsys.readouterr().out
    assert {one.body for one in Text.objects.all()} == {"Canary 0", "Canary 1", "Canary 2"}
    assert TextWords.objects.count() == 3
    assert Entry.objects.filter(verb="restricted.sealed-anew").count() == 4


@pytest.mark.django_db
def test_without_a_key_file_or_with_a_lost_key_nothing_is_changed(kept, key_file, capsys):
    assert main(["restricted", "seal"]) == 1
    assert "WARDMOTE_TEXT_KEYS" in capsys.readouterr().err
    path = key_file("winter")
    main(["restricted", "seal"])
    path.write_text("")
    key_file("spring")
    assert main(["restricted", "seal"]) == 1
    assert "“winter” is not in the key file" in capsys.readouterr().err
    assert {one.key for one in Text.objects.all()} == {"winter"}


@pytest.mark.django_db
def test_a_key_has_a_plain_name(capsys):
    assert main(["restricted", "key", "the new one"]) == 1
    assert "letters, digits" in capsys.readouterr().err


def test_what_was_plain_lies_in_no_file_of_the_database(tmp_path, monkeypatch):
    with migrated_home(tmp_path / "home") as home:
        home.python("django", "shell", "-c", WRITE)
        assert home.url or b"canaryplain" in _files(home)
        (tmp_path / "keys").write_text(new_key_line("winter"))
        monkeypatch.setenv("WARDMOTE_TEXT_KEYS", str(tmp_path / "keys"))
        assert "300 texts sealed" in home.run("restricted", "seal").stdout
        assert b"canaryplain" not in _files(home)


def _files(home):
    """All that lies where SQLite keeps a home; nothing on PostgreSQL."""
    return b"".join(one.read_bytes() for one in home.folder.glob("wardmote.sqlite3*"))

"""`wardmote minutes mend`: text in, text out, in a pipe as well."""

import io
import sys
from types import SimpleNamespace

import pytest

from wardmote import cli
from wardmote.meetings.mending import lexicon

LOST = b"LRtook theBoard throughthe datareport.\r\nTheywill focuson theissues.\r\n"
MENDED = b"LR took the Board through the data report.\r\nThey will focus on the issues.\r\n"


@pytest.fixture
def run(capfdbinary, monkeypatch):
    def run(*words, given=b""):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(given)))
        code = cli.main(["minutes", "mend", *words])
        out = capfdbinary.readouterr()
        return code, out.out, out.err.decode()

    return run


def test_a_file_and_a_pipe_give_the_same(run, tmp_path):
    (tmp_path / "minutes.txt").write_bytes(LOST)
    assert run(str(tmp_path / "minutes.txt")) == (0, MENDED, "")
    assert run("-", given=LOST) == (0, MENDED, "")


def test_line_ends_and_a_byte_order_mark_stay(run):
    marked = b"\xef\xbb\xbf" + LOST + b"\x0c\r\xc2\xa0\tend"
    assert run("-", given=marked)[1] == b"\xef\xbb\xbf" + MENDED + b"\x0c\r\xc2\xa0\tend"


@pytest.mark.parametrize("nothing", [b"", b"\n", b" \xc2\xa0\r\n\t"])
def test_nothing_stays_nothing(run, nothing):
    assert run("-", given=nothing) == (0, nothing, "")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04....", "Word document"),
        (b"%PDF-1.7", "a PDF"),
        ("minutes".encode("utf-16"), "UTF-16"),
        (b"First line\nThe group\x92s view", "Line 2 has a byte that is not UTF-8 (0x92)"),
    ],
)
def test_what_is_not_text_is_refused_with_what_to_do(run, content, says):
    code, out, error = run("-", given=content)
    assert (code, out) == (1, b"")
    assert says in error


def test_a_file_that_is_not_there_is_refused(run, tmp_path):
    assert run(str(tmp_path / "none.txt"))[0] == 1
    assert "There is no file at" in run(str(tmp_path / "none.txt"))[2]
    assert "cannot be read" in run(str(tmp_path))[2]


def test_help_shows_how_to_use_it(run):
    code, out, _ = run("--help")
    assert code == 0
    assert b"LR took the Board" in out
    assert b"wardmote minutes mend february.txt > mended.txt" in out


def test_a_missing_or_changed_word_list_is_said(monkeypatch):
    lexicon.english.cache_clear()
    try:
        monkeypatch.setattr(lexicon, "find_spec", lambda name: None)
        with pytest.raises(cli.RuleBroken, match="install the package wordfreq"):
            lexicon.english()
        monkeypatch.undo()
        monkeypatch.setattr(lexicon, "SHAPE", {"format": "cB", "version": 2})
        with pytest.raises(cli.RuleBroken, match="new shape"):
            lexicon.english()
    finally:
        monkeypatch.undo()
        lexicon.english.cache_clear()

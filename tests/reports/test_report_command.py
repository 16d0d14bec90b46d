"""wardmote report: the data report as a file, on its own."""

import pytest

from tests.reports.conftest import NOW, Q2, ROAD
from tests.reports.test_small_numbers import docx_text, pdf_text
from wardmote.cli import main
from wardmote.reports.management.commands.report import replace_file
from wardmote.reports.usecases import begin_correction, draft_report, publish, take_step


def report(out, *more):
    return main(["report", "--quarter", "2025Q2", "--out", str(out), *more])


READ = {
    "html": lambda body: body.decode(),
    "pdf": pdf_text,
    "docx": docx_text,
}


@pytest.mark.parametrize("format", READ)
def test_a_draft_straight_after_the_imports(district, tmp_path, format, capsys):
    out = tmp_path / f"report.{format}"
    assert report(out, "--format", format) == 0
    text = READ[format](out.read_bytes())
    assert "What changed since January to March 2025" in text
    assert "Longmere" in text
    assert "a draft, for partners only" in capsys.readouterr().out
    if format != "docx":  # there the marking is in the page's head
        assert "OFFICIAL: draft, partners only" in text


@pytest.mark.parametrize("format", READ)
def test_the_published_edition_once_there_is_one(published, tmp_path, format, capsys):
    out = tmp_path / f"report.{format}"
    assert report(out, "--format", format) == 0
    assert "Burglary is rising" in READ[format](out.read_bytes())
    assert "edition 1" in capsys.readouterr().out
    if format == "pdf":
        assert out.read_bytes() == bytes(published.pdf)


def test_an_earlier_edition_or_the_draft_on_request(published, priya, ana, tmp_path):
    begin_correction(Q2, by=priya, now=NOW)
    for step in ROAD:
        take_step(Q2, step, by=priya, now=NOW)
    publish(Q2, by=priya, now=NOW, what_changed="Spelling.")
    first, draft = tmp_path / "1.html", tmp_path / "draft.html"
    assert report(first, "--edition", "1") == 0
    assert "Spelling." not in first.read_text()
    assert report(draft, "--draft") == 0
    assert "OFFICIAL" in draft.read_text()
    assert report(tmp_path / "9.html", "--edition", "9") == 1
    assert not (tmp_path / "9.html").exists()


def test_the_same_figures_give_the_same_file(district, tmp_path):
    for name in ("a.pdf", "b.pdf"):
        assert report(tmp_path / name, "--format", "pdf") == 0
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_a_quarter_without_figures_is_refused_and_writes_nothing(district, tmp_path, capsys):
    out = tmp_path / "report.html"
    assert main(["report", "--quarter", "2031Q1", "--out", str(out)]) == 1
    assert "2024Q4, 2025Q1, 2025Q2" in capsys.readouterr().err
    assert not out.exists()


def test_a_word_that_is_no_quarter_is_refused(district, tmp_path, capsys):
    assert main(["report", "--quarter", "spring", "--out", str(tmp_path / "x.html")]) == 1
    assert "Write one such as 2025Q2" in capsys.readouterr().err


def test_an_old_file_stays_whole_until_the_new_one_is(district, tmp_path):
    out = tmp_path / "report.html"
    out.write_text("old")
    replace_file(out, b"new")
    assert out.read_text() == "new"
    assert [one.name for one in tmp_path.glob("report*")] == ["report.html"]


def test_a_folder_that_is_not_there_is_said(district, tmp_path, capsys):
    assert report(tmp_path / "nowhere" / "report.html") == 1
    assert "could not be written" in capsys.readouterr().err


def test_the_file_shows_partners_figures_guarded(district, tmp_path, ana):
    draft_report(Q2, by=ana, now=NOW)
    out = tmp_path / "report.html"
    assert report(out) == 0
    assert "Harrow Fen (about 90)" in out.read_text()
    assert "Harrow Fen (88)" not in out.read_text()

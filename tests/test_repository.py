"""The repository itself: glossary, links, locks and what must never be committed."""

import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands

from tests import reference

ROOT = Path(__file__).resolve().parent.parent
GLOSSARY = (ROOT / "docs/glossary.md").read_text().lower()
FRAMEWORK = {"demo", "init", "serve", "work", "status", "import", "propose", "confirm"}
FRAMEWORK |= {"stop", "resume"}


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def words_of(name: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z]+", name)]


def is_defined(word: str) -> bool:
    stem = re.sub(r"(ies|d|ed|s)$", "", word)
    return bool(re.search(rf"\b{re.escape(stem)}", GLOSSARY))


def test_every_model_is_named_in_the_glossarys_words():
    ours = [model for model in apps.get_models() if model.__module__.startswith("wardmote")]
    assert len(ours) >= 15
    strange = {
        model.__name__
        for model in ours
        for word in words_of(model.__name__)
        if not is_defined(word)
    } - {"OneTimeLink"}
    assert not strange


def test_every_command_is_named_in_the_glossarys_words():
    ours = [name for name, app in get_commands().items() if app.startswith("wardmote")]
    assert len(ours) >= 4
    words = {word for name in ours for word in name.split("_")} - FRAMEWORK
    assert not {word for word in words if not is_defined(word)}


def test_links_between_documents_lead_somewhere():
    broken = []
    for page in tracked("*.md"):
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text()):
            if "://" not in target and not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)}: {target}")
    assert not broken


def test_locks_name_no_host_and_hash_everything():
    for lock in [*tracked("requirements/*.txt"), ROOT / "package-lock.json"]:
        assert "://" not in lock.read_text(), lock
    for lock in tracked("requirements/*.txt"):
        pinned = re.findall(r"^[a-z0-9._-]+(?:\[.*\])?==", lock.read_text(), re.M | re.I)
        assert lock.read_text().count("--hash=sha256:") >= len(pinned) > 0


def test_nothing_built_or_fetched_is_committed():
    names = [path.relative_to(ROOT).as_posix() for path in tracked()]
    banned = re.compile(
        r"\.min\.(js|css)$|node_modules/|static/build/|vendor/|\.sqlite3|\.pyc$"
    )
    assert not [name for name in names if banned.search(name)]


def test_no_machine_path_is_committed():
    pattern = re.compile("/(" + "|".join(["work", "root"]) + "|home/[a-z]+)/")
    found = [
        path.relative_to(ROOT).as_posix()
        for path in tracked("*.py", "*.md", "*.toml", "*.html", "*.mjs", "Makefile")
        if pattern.search(path.read_text())
    ]
    assert not found


def test_the_reference_says_what_the_code_does():
    for name, text in reference.pages().items():
        assert (reference.REFERENCE / name).read_text() == text, "run `make docs`"


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE"])
def test_the_papers_a_newcomer_looks_for_are_here(name):
    assert (ROOT / name).stat().st_size > 300


def test_the_readme_is_short():
    assert len((ROOT / "README.md").read_text().splitlines()) <= 100


@pytest.mark.parametrize("kept", ["CHANGELOG.md", "docs/glossary.md"])
def test_nothing_is_said_twice_where_merging_keeps_both_sides(kept):
    lines = (ROOT / kept).read_text().splitlines()
    beginnings = [line[:70] for line in lines if line.startswith(("- ", "| **"))]
    assert len(beginnings) > 50
    assert sorted(beginnings) == sorted(set(beginnings))


def test_every_decision_record_is_numbered_dated_and_short():
    records = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert records
    for number, record in enumerate(records, 1):
        text = record.read_text()
        assert record.name.startswith(f"{number:04}-")
        assert re.search(r"^Date: \d{4}-\d{2}-\d{2}$", text, re.M), record.name
        assert len(text.splitlines()) <= 40, record.name

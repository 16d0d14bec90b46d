"""Files by strangers: refused with a reason or read; never a crash, never for long."""

import os
import socket
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.meetings.hostile import PLAIN, TRAPS, mutated, with_document, word
from wardmote.kernel.confined import deny
from wardmote.kernel.errors import RuleBroken
from wardmote.meetings.reading import child, guarded
from wardmote.meetings.reading.files import LARGEST, read_content
from wardmote.meetings.reading.reader import read_page

IS_DEEP = bool(os.environ.get("WARDMOTE_DEEP"))
PHRASES = (
    "Present:",
    "Apologies:",
    "KH",
    "Cllr A Smith",
    "to contact",
    "RESOLVED",
    "that",
    "Action:",
    "by 31 March",
    "£1,200",
    "(",
    ")",
    "\n",
    "\n\n",
    "\t",
    "    ",
    "1.",
    "7.2",
    "65/20",
    "agreed",
    "The Clerk",
    "will",
    "end March",
    "Oct meeting",
    "**",
    "-",
    "–",
    "•",
    "minutes of the meeting",
    "seconded by",
    "Date:",
    "a.m.",
    "è",
    "\u202e",
    "<p>",
)


@pytest.mark.parametrize("name", list(TRAPS))
def test_a_trap_is_refused_with_its_reason(name):
    make, reason = TRAPS[name]
    said = child.answer(make())
    if name == "deep nesting":  # nothing is in it: read as nothing, or refused
        assert "refused" in said or not said["text"]
        return
    assert reason in said["refused"], said


def test_a_file_too_large_is_not_even_opened(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(RuleBroken, match="too large"):
        guarded.read_file(path)


def test_a_missing_file_is_said_to_be_missing(tmp_path):
    with pytest.raises(RuleBroken, match="no file"):
        guarded.read_file(tmp_path / "none.docx")


def test_what_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(guarded, "SECONDS", 0.01)
    assert "stopped" in guarded.read_bytes(b"Present: Ann Low")["refused"]


def test_a_bomb_does_not_fill_the_memory_of_the_guarded_reader():
    began = time.monotonic()
    said = guarded.read_bytes(with_document(b"<a>" * 400_000))
    assert "refused" in said
    assert time.monotonic() - began < 31


def test_the_reading_process_has_neither_network_nor_programs():
    for event in ("socket.connect", "socket.__new__", "subprocess.Popen", "os.system"):
        with pytest.raises(PermissionError):
            deny(event, ())
    deny("open", ())
    assert guarded.read_bytes(word(PLAIN))["minutes"]["present"][0]["name"] == "Ann Low"


def test_reading_in_this_process_asks_for_no_network(monkeypatch):
    def refuse(*_):
        raise AssertionError("network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    linked = PLAIN.replace("Ann", '<img src="http://a.example/x.png">Ann')
    assert "Ann Low" in child.answer(b"<html>" + linked.encode())["text"]


@pytest.mark.sized
@pytest.mark.parametrize("seed", range(12))
def test_broken_files_are_read_or_refused(seed):
    said = child.answer(mutated(seed))
    assert ("refused" in said) != ("minutes" in said)


@pytest.mark.deep
def test_500_broken_files_each_within_ten_seconds_and_512_megabytes():
    slow = []
    for seed in range(500):
        began = time.monotonic()
        said = guarded.read_bytes(mutated(seed))
        assert ("refused" in said) != ("minutes" in said), seed
        assert "broke the reader" not in said.get("refused", ""), seed
        if time.monotonic() - began > 10:
            slow.append(seed)
    assert slow == []


@pytest.mark.sized
@settings(max_examples=10_000 if IS_DEEP else 60, deadline=None)
@given(
    st.lists(st.sampled_from(PHRASES) | st.text(max_size=12), max_size=60),
    st.sampled_from([" ", ""]),
)
def test_any_text_is_read_and_every_place_is_in_it(parts, between):
    text = between.join(parts)
    try:
        page = read_content(text.encode("utf-8", errors="replace"))
    except RuleBroken:
        return
    minutes = read_page(page)
    last = 0
    for item in minutes.items:
        places = [last, *item.at, *item.under, len(page.text)]
        assert places == sorted(places)
        last = item.under[1]
    for one in [*minutes.decisions, *minutes.actions]:
        start, end = one.at
        assert 0 <= start < end <= len(page.text)
        assert one.text.split()[0].strip("-:[]") in page.text[start:end]

"""Files that mean harm, and files that were broken: each as bytes."""

import io
import random
import zipfile
from functools import cache

from tests.meetings.gold import corpus
from tests.meetings.papers import file_of, pdf, word

PLAIN = "<h1>Vale Board</h1><p>Present: Ann Low, Bob Day</p><p>KH to write to the county</p>"


def repacked(**parts: bytes) -> bytes:
    """A good Word file with these parts (named with __ for /) put in or exchanged."""
    wanted = {name.replace("__", "/"): content for name, content in parts.items()}
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word(PLAIN))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in wanted:
                new.writestr(name, old.read(name))
        for name, content in wanted.items():
            new.writestr(name, content)
    return out.getvalue()


def document(declared: str = "", body: str = "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>") -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return (
        f'<?xml version="1.0"?>{declared}<w:document xmlns:w="{space}"><w:body>{body}'
        "</w:body></w:document>"
    ).encode()


def with_document(content: bytes) -> bytes:
    return repacked(**{"word__document.xml": content})


def macro_type() -> bytes:
    with zipfile.ZipFile(io.BytesIO(word(PLAIN))) as file:
        types = file.read("[Content_Types].xml")
    kind = b"wordprocessingml.document.main+xml"
    assert kind in types
    return types.replace(
        b"vnd.openxmlformats-officedocument." + kind,
        b"vnd.ms-word.document.macroEnabled.main+xml",
    )


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
TRAPS = {
    "zip bomb": (lambda: repacked(**{"word__media__a.bin": b"\0" * 30_000_000}), "zip bomb"),
    "much text": (lambda: with_document(document(body="<w:p/>" * 1_100_000)), "more text"),
    "outside entity": (
        lambda: with_document(
            document('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
        ),
        "entities",
    ),
    "billion laughs": (
        lambda: with_document(
            document(f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}<!ENTITY x "&l9;">]>')
        ),
        "entities",
    ),
    "DTD in UTF-16": (
        lambda: with_document(document("<!DOCTYPE a []>").decode().encode("utf-16")),
        "entities",
    ),
    "macros": (lambda: repacked(**{"word__vbaProject.bin": b"Sub AutoOpen"}), "macros"),
    "macro type": (lambda: repacked(**{"[Content_Types].xml": macro_type()}), "macros"),
    "deep nesting": (
        lambda: with_document(document(body="<w:smartTag>" * 3_000 + "</w:smartTag>" * 3_000)),
        "",
    ),
    "many parts": (
        lambda: repacked(**{f"word__p{n}.xml": b"<a/>" for n in range(2001)}),
        "parts",
    ),
    "no Word file": (lambda: repacked(**{"word__document.xml": b"not XML"}), "damaged"),
    "empty zip": (lambda: b"PK\x05\x06" + b"\0" * 18, "damaged"),
    "old Word": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old Word"),
    "rich text": (lambda: b"{\\rtf1 hello}", "rich text"),
    "no PDF": (lambda: b"%PDF-1.7\n" + b"garbage " * 100, "cannot be opened"),
    "PDF without text": (lambda: pdf("<p> </p><table><tr><td></td></tr></table>"), "no text"),
    "deep HTML": (lambda: b"<html>" + b"<div>" * 2_000 + b"x", "nested"),
    "many elements": (lambda: b"<html>" + b"<p>a" * 70_000, "elements"),
    "program": (lambda: bytes(range(256)) * 400, "not minutes"),
    "long text": (lambda: b"a b c d " * 400_000, "more text"),
}


@cache
def samples() -> tuple[bytes, ...]:
    """Good files of the corpus, of each format that has a structure to break."""
    every = [*corpus("tuned")]
    return tuple(
        file_of(next(gold for gold in every if gold.kind == kind))[1]
        for kind in ("docx", "pdf", "html")
    )


def mutated(seed: int) -> bytes:
    """One of them with bytes changed, cut out, doubled or cut off."""
    dice = random.Random(seed)
    content = bytearray(samples()[seed % 3])
    if seed % 3 == 0 and seed % 2:
        return inside(bytes(content), dice)
    return broken(content, dice)


def broken(content: bytearray, dice: random.Random) -> bytes:
    for _ in range(dice.choice([1, 3, 20, 200])):
        at = dice.randrange(max(1, len(content)))
        kind = dice.randrange(5)
        if kind == 0:
            content[at : at + 1] = bytes([dice.randrange(256)])
        elif kind == 1:
            del content[at : at + dice.randrange(1, 200)]
        elif kind == 2:
            content[at:at] = content[at : at + dice.randrange(1, 400)]
        elif kind == 3:
            content[at:at] = bytes(dice.randrange(256) for _ in range(8))
        else:
            content[at : at + 4] = b"\xff\xff\xff\x7f"
    return bytes(
        content[: dice.randrange(1, len(content) + 1)] if dice.random() < 0.1 else content
    )


def inside(content: bytes, dice: random.Random) -> bytes:
    """A Word file whose document is broken under a zip that is whole."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        text = bytearray(file.read("word/document.xml"))
    return repacked(**{"word__document.xml": broken(text, dice)})

"""A Word template from outside is refused in plain words unless it is only a form."""

import os
import random
import struct
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
import pytest

from tests.papers.samples import part_of, with_parts
from wardmote.kernel.errors import RuleBroken
from wardmote.papers.word import check_template, default_template

HOUSE = default_template()
DOCUMENT, RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
TYPES, CORE, SETTINGS = "[Content_Types].xml", "docProps/core.xml", "word/settings.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{"&a;" * 10}">' for n in range(9))
    + "]><a>&a8;</a>"
)


def edited(name, old, new):
    text = part_of(HOUSE, name)
    assert old in text
    return with_parts(HOUSE, {name: text.replace(old, new, 1)})


def with_relation(kind, target, mode="External"):
    relation = f'<Relationship Id="rId99" Type="{OFFICE}/{kind}" Target="{target}"'
    return edited(
        RELATIONS, "</Relationships>", f'{relation} TargetMode="{mode}"/></Relationships>'
    )


def with_words(words):
    return edited(DOCUMENT, "{{ subtitle }}", words)


def with_field(instruction):
    return with_words(f'</w:t></w:r><w:fldSimple w:instr="{instruction}"/><w:r><w:t>')


def split_field():
    sign = '</w:t></w:r><w:r><w:fldChar w:fldCharType="{}"/></w:r><w:r><w:t>'
    code = "</w:t></w:r><w:r><w:instrText>{}</w:instrText></w:r><w:r><w:t>"
    parts = [sign.format("begin"), code.format("DDE"), code.format("AUTO c:\\\\x")]
    return with_words("".join([*parts, sign.format("end")]))


def with_entry(name, content=b"x"):
    return with_parts(HOUSE, {name: content})


def with_link_entry():
    made = BytesIO(HOUSE)
    with ZipFile(made, "a") as file:
        link = ZipInfo("word/media/a.png")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        file.writestr(link, "/etc/passwd")
    return made.getvalue()


def with_entry_twice():
    made = BytesIO(HOUSE)
    with ZipFile(made, "a") as file:
        file.writestr("WORD/document.xml", "<a/>")
    return made.getvalue()


def bomb(size=19 * 1024 * 1024):
    return with_entry("word/media/a.png", b"\0" * size)


def lying_bomb():
    """30 MB that claim to be 90 bytes."""
    content = b"\0" * 30 * 1024 * 1024
    made = with_entry("word/media/a.png", content)
    return made.replace(struct.pack("<I", len(content)), struct.pack("<I", 90))


def many_entries():
    made = BytesIO(HOUSE)
    with ZipFile(made, "a") as file:
        for at in range(40_000):
            file.writestr(f"word/{at}.xml", "")
    return made.getvalue()


def nested_zip():
    return with_entry("word/embeddings/a.docx", HOUSE)


def not_word():
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as file:
        file.writestr("a.txt", "hello")
    return made.getvalue()


def without_marking_on_page_one():
    file = docx.Document(BytesIO(HOUSE))
    file.sections[0].different_first_page_header_footer = True
    saved = BytesIO()
    file.save(saved)
    return saved.getvalue()


MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
PLAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
REFUSED = {
    "nothing": (lambda: b"", "ends in .docx"),
    "a PDF": (lambda: b"%PDF-1.7", "ends in .docx"),
    "a PDF that is also a zip": (lambda: b"%PDF-1.7\n" + HOUSE, "ends in .docx"),
    "an old .doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old .doc"),
    "another zip": (not_word, "ends in .docx"),
    "half a file": (lambda: HOUSE[: len(HOUSE) // 2], "damaged"),
    "too big": (lambda: HOUSE + b"x" * 5 * 1024 * 1024, "smaller than 5 MB"),
    "macros declared": (lambda: edited(TYPES, PLAIN, MACRO), "macros"),
    "macros inside": (lambda: with_entry("word/vbaProject.bin"), "macros"),
    "an object": (lambda: with_entry("word/embeddings/oleObject1.bin"), "another file"),
    "a file in it": (nested_zip, "another file"),
    "a web page in it": (lambda: with_entry("word/a.html"), "another file"),
    "zip bomb": (bomb, "far more than it should"),
    "bigger bomb": (lambda: bomb(40 * 1024 * 1024), "more than 20 MB"),
    "a bomb that lies": (lying_bomb, "damaged|more than"),
    "40,000 entries": (many_entries, "too many parts"),
    "long text": (lambda: with_entry("word/a.xml", b"<a>" + b"x" * 2**21), "too long|far more"),
    "many elements": (lambda: with_entry("word/a.xml", b"<a>" + b"<b/>" * 60_001 + b"</a>"),
                      "too long|far more"),
    "deep elements": (lambda: with_entry("word/a.xml", b"<a>" * 9_000), "damaged"),
    "zip slip": (lambda: with_entry("../../a.xml", b"<a/>"), "outside itself"),
    "absolute path": (lambda: with_entry("/etc/a.xml", b"<a/>"), "outside itself"),
    "symbolic link": (with_link_entry, "outside itself"),
    "a part twice": (with_entry_twice, "damaged"),
    "billion laughs": (lambda: with_entry("word/a.xml", LAUGHS), "DTD"),
    "outside entity": (
        lambda: with_entry(
            "customXml/a.xml", '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'
        ), "DTD"),
    "entities in UTF-16": (
        lambda: with_entry(
            "word/a.xml", ('<?xml version="1.0" encoding="utf-16"?>' + LAUGHS).encode("utf-16")
        ), "DTD"),
    "entities in UTF-7": (
        lambda: with_entry(
            "word/a.xml",
            b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4APA-a/+AD4-",',
        ), "damaged"),
    "remote template": (
        lambda: with_relation("attachedTemplate", "https://evil.example/a.dotm"),
        "leans on another file"),
    "local template": (
        lambda: with_relation("attachedTemplate", "file:///c:/a.dotm"), "leans on"),
    "remote picture": (
        lambda: with_relation("image", "https://evil.example/a.png"), "from outside"),
    "share to sign in to": (
        lambda: with_relation("hyperlink", "\\\\evil\\share"), "from outside"),
    "link that runs": (lambda: with_relation("hyperlink", "javascript:x"), "from outside"),
    "frame": (lambda: with_relation("frame", "https://evil.example"), "leans on"),
    "inner file address": (
        lambda: with_relation("image", "file:///etc/passwd", "Internal"), "outside itself"),
    "DDE": (lambda: with_field("DDEAUTO c:\\\\windows\\\\cmd.exe"), "field DDEAUTO"),
    "DDE in pieces": (split_field, "field DDEAUTO"),
    "included text": (lambda: with_field("INCLUDETEXT http://evil.example"), "INCLUDETEXT"),
    "included picture": (lambda: with_field(" includepicture x"), "INCLUDEPICTURE"),
    "no body": (lambda: edited(DOCUMENT, "{{ body }}", "body"), r"Put {{ body }} into"),
    "no title": (
        lambda: with_parts(HOUSE, {
            DOCUMENT: part_of(HOUSE, DOCUMENT).replace("{{ title }}", ""),
            "word/header1.xml": part_of(HOUSE, "word/header1.xml").replace("{{ title }}", ""),
        }), r"Put {{ title }} into"),
    "body among words": (lambda: edited(DOCUMENT, "{{ body }}", "x {{ body }}"), "its own"),
    "a first page without marking": (without_marking_on_page_one, "every kind of page"),
    "unknown placeholder": (lambda: with_words("{{ offender }}"), "no {{ offender }}"),
    "half a placeholder": (lambda: with_words("{{ title"), "not written as"),
    "sum": (lambda: with_words("{{ 7*7 }}"), "only placeholders"),
    "loop": (lambda: with_words("{% for x in title %}{% endfor %}"), "only placeholders"),
    "method": (lambda: with_words("{{ title.__class__ }}"), "only placeholders"),
    "call": (lambda: with_words("{{ title.upper() }}"), "only placeholders"),
    "filter": (lambda: with_words("{{ title|safe }}"), "only placeholders"),
    "import": (lambda: with_words("{% include '/etc/passwd' %}"), "only placeholders"),
    "code in a property": (
        lambda: edited(CORE, "Template for papers", "{{ cycler.__init__ }}"),
        "only placeholders"),
    "broken text": (lambda: with_entry(DOCUMENT, b"<w:document"), "damaged"),
    "no text": (lambda: with_parts(HOUSE, {DOCUMENT: None}), "ends in .docx"),
}  # fmt: skip


def test_the_house_template_passes():
    check_template(HOUSE)


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_and_says_why(case):
    build, says = REFUSED[case]
    with pytest.raises(RuleBroken, match=says) as refusal:
        check_template(build())
    assert refusal.value.about == "template"


def test_web_links_in_a_template_are_welcome():
    check_template(with_relation("hyperlink", "https://wendle.example"))


def test_no_bomb_takes_much_memory(tmp_path: Path):
    """Each in a process of 512 MB and ten seconds."""
    for name, build in {"bomb": bomb, "lie": lying_bomb, "many": many_entries}.items():
        (tmp_path / name).write_bytes(build())
    laughs = with_entry("word/a.xml", LAUGHS)
    (tmp_path / "laughs").write_bytes(laughs)
    script = (
        "import resource, sys; from pathlib import Path\n"
        "resource.setrlimit(resource.RLIMIT_AS, (2**29, 2**29))\n"
        "from wardmote.kernel.errors import RuleBroken\n"
        "from wardmote.papers.word import check_template\n"
        "for path in sys.argv[1:]:\n"
        "    try: check_template(Path(path).read_bytes())\n"
        "    except RuleBroken: print('refused')\n"
    )
    paths = sorted(map(str, tmp_path.iterdir()))
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script, *paths],
        capture_output=True, text=True, timeout=40, cwd=root,
    )  # fmt: skip
    assert done.stdout.split() == ["refused"] * 4, done.stderr


def mutant(seed):
    """The template with one part cut, doubled or scribbled on."""
    dice = random.Random(seed)
    name = dice.choice([DOCUMENT, RELATIONS, TYPES, CORE, SETTINGS, "word/styles.xml"])
    part = bytearray(part_of(HOUSE, name).encode())
    start = dice.randrange(len(part))
    stop = min(start + dice.randrange(1, 200), len(part))
    match dice.randrange(4):
        case 0:
            del part[start:stop]
        case 1:
            part[start:start] = part[start:stop] * dice.randrange(1, 20)
        case 2:
            part[start] ^= 1 << dice.randrange(8)
        case _:
            whole = bytearray(HOUSE)
            whole[dice.randrange(len(whole))] ^= 1 << dice.randrange(8)
            return bytes(whole)
    return with_parts(HOUSE, {name: bytes(part)})


def outcome(template):
    try:
        check_template(template)
    except RuleBroken:
        return "refused"
    return "taken"


@pytest.mark.sized
@pytest.mark.parametrize("size", [500 if os.environ.get("WARDMOTE_DEEP") else 60])
def test_a_damaged_template_is_refused_or_works(size):
    assert {outcome(mutant(seed)) for seed in range(size)} == {"refused", "taken"}

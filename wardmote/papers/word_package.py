"""A Word file from outside, as the zip of XML parts that it is.

Everything is counted before anything is unpacked, and read here before Word's own
library or docxtpl sees it. Refusals are RuleBroken in plain words.
"""

import re
import stat
import zlib
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree

from wardmote.kernel.errors import RuleBroken
from wardmote.papers.pictures import clean_svg

LARGEST = 5 * 1024 * 1024
MOST_ENTRIES = 300
LARGEST_UNPACKED = 20 * 1024 * 1024
LARGEST_XML = 2 * 1024 * 1024
MOST_SQUEEZED = 100
MOST_ELEMENTS = 60_000
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ENDINGS = {
    ".xml", ".rels", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".svg",
    ".emf", ".wmf", ".odttf",
}  # fmt: skip
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
UNREADABLE = (
    BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError,
    zlib.error,
)  # fmt: skip
REFUSED_RELATIONS = {
    "attachedtemplate", "oleobject", "package", "afchunk", "frame", "subdocument",
    "vbaproject", "control", "activexcontrolbinary", "externallinkpath",
    "mailmergesource", "recipientdata",
}  # fmt: skip
SAFE_FIELDS = {
    "PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "DATE", "TIME", "TITLE", "SUBJECT",
    "AUTHOR", "FILENAME", "STYLEREF", "TOC", "HYPERLINK", "REF", "PAGEREF", "SEQ",
    "CREATEDATE", "SAVEDATE", "PRINTDATE",
}  # fmt: skip


def check_package(template: bytes) -> None:
    """Raise RuleBroken unless the file holds only text, styles and pictures."""
    try:
        _check_wrapping(template)
        with ZipFile(BytesIO(template)) as parts:
            _check_parts(parts.infolist())
            for info in parts.infolist():
                _check_part(info.filename, parts.read(info))
    except UNREADABLE as wrong:
        raise damaged() from wrong


def damaged() -> RuleBroken:
    return RuleBroken("The file is damaged. Open it in Word, save it as a .docx and try again")


def _check_wrapping(template: bytes) -> None:
    if len(template) > LARGEST:
        raise RuleBroken("The template must be smaller than 5 MB. Use smaller pictures")
    if template.startswith(b"\xd0\xcf\x11\xe0"):
        raise RuleBroken(
            "The file has a password or is an old .doc. Save it in Word as a .docx "
            "without a password"
        )
    if not template.startswith(b"PK\x03\x04"):
        raise RuleBroken("The template must be a Word file that ends in .docx")
    if template.count(b"PK\x01\x02") > MOST_ENTRIES:
        raise RuleBroken("The file holds too many parts for a Word template")


def _check_parts(parts: list[ZipInfo]) -> None:
    """Names, sizes and promises, before anything is unpacked."""
    names = [part.filename for part in parts]
    if "[Content_Types].xml" not in names or "word/document.xml" not in names:
        raise RuleBroken("The template must be a Word file that ends in .docx")
    if len({name.lower() for name in names}) != len(names):
        raise damaged()
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise RuleBroken("The file unpacks to more than 20 MB. Use smaller pictures")
    for part in parts:
        _check_promise(part)


def _check_promise(part: ZipInfo) -> None:
    path = PurePosixPath(part.filename.replace("\\", "/"))
    is_link = stat.S_ISLNK(part.external_attr >> 16)
    if path.is_absolute() or ".." in path.parts or ":" in part.filename or is_link:
        raise RuleBroken("The file names places outside itself. Save it again in Word")
    if part.flag_bits & 1:
        raise RuleBroken("The file has a password. Save it in Word without one")
    if part.file_size > 100_000 and part.file_size > MOST_SQUEEZED * part.compress_size:
        raise RuleBroken("The file unpacks to far more than it should. Save it again")
    if part.is_dir():
        return
    if "vba" in path.name.lower() or "macro" in path.name.lower():
        raise RuleBroken("The file holds macros. Save it as a .docx without macros")
    if _ending(path.name) not in ENDINGS or "embeddings" in path.parts:
        raise RuleBroken(
            f"The file holds another file ({path.name[:60]}). Take out embedded objects"
        )
    if _ending(path.name) in (".xml", ".rels") and part.file_size > LARGEST_XML:
        raise RuleBroken("The template is too long. Leave only the form in it")


def _ending(name: str) -> str:
    return "." + name.rsplit(".", 1)[-1].lower()


def _check_part(name: str, content: bytes) -> None:
    if _ending(name) == ".svg":
        clean_svg(content.decode("utf-8"))
    if _ending(name) not in (".xml", ".rels"):
        return
    root = _xml(content)
    if name == "[Content_Types].xml":
        _check_types(root)
    elif name.endswith(".rels"):
        _check_relations(root)
    else:
        _check_fields(root)


def _xml(content: bytes) -> Any:
    """Parse XML that defines nothing, in an encoding in which that can be seen."""
    if b"\0" in content or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise RuleBroken("The file defines names of its own (a DTD). Save it again in Word")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as wrong:
        raise damaged() from wrong
    found = root.getroottree().docinfo
    if found.doctype or (found.encoding or "utf-8").lower() not in (
        "utf-8",
        "ascii",
        "us-ascii",
    ):
        raise damaged()
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise RuleBroken("The template is too long. Leave only the form in it")
    return root


def _check_types(root: Any) -> None:
    types = [each.get("ContentType", "").lower() for each in root]
    if any("macro" in kind or "vba" in kind for kind in types):
        raise RuleBroken("The file holds macros. Save it as a .docx without macros")
    if any("oleobject" in kind or "activex" in kind for kind in types):
        raise RuleBroken("The file holds embedded objects or controls. Take them out")
    if MAIN.lower() not in types:
        raise RuleBroken("The template must be a Word document (.docx), not another kind")


def _check_relations(root: Any) -> None:
    for relation in root:
        kind = relation.get("Type", "").rsplit("/", 1)[-1].lower()
        target = relation.get("Target", "")
        if kind in REFUSED_RELATIONS:
            raise RuleBroken(
                f"The file leans on another file or program ({kind}). Detach it in "
                "Word (Developer, Document Template: Normal) and save it again"
            )
        if relation.get("TargetMode", "").lower() == "external":
            is_web_link = kind == "hyperlink" and re.match(r"(https?://|mailto:)", target)
            if not is_web_link:
                raise RuleBroken(
                    "The file loads something from outside. Insert pictures instead of "
                    "linking to them, and save it again"
                )
        elif ":" in target or "\\" in target or target.startswith("//"):
            raise RuleBroken("The file names places outside itself. Save it again in Word")


def _check_fields(root: Any) -> None:
    """Only fields that read this file; DDE, INCLUDETEXT and the like reach out."""
    if next(root.iterfind(f".//{WORD}t/*"), None) is not None:
        raise damaged()
    written = ""
    for element in root.iter(f"{WORD}fldChar", f"{WORD}instrText", f"{WORD}fldSimple"):
        if element.tag == f"{WORD}instrText":
            written += element.text or ""
        else:
            written += "\n" + element.get(f"{WORD}instr", "")
            written += "\n" if element.tag == f"{WORD}fldSimple" else ""
    for line in filter(None, map(str.strip, written.split("\n"))):
        field = line.split()[0].upper()
        if field not in SAFE_FIELDS:
            raise RuleBroken(f"Take the field {field[:20]} out of the template")

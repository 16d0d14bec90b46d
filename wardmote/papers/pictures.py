"""Drawings and logos: let in only if they hold nothing but a picture."""

import json
import re
import struct
from typing import Any

from lxml import etree

from wardmote.kernel.errors import RuleBroken
from wardmote.papers.press import press, printable

SVG = "http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}href"
SHAPES = {
    "svg", "g", "a", "title", "desc", "defs", "symbol", "use", "path", "rect",
    "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath",
    "clipPath", "mask", "pattern", "linearGradient", "radialGradient", "stop",
    "marker", "image", "switch", "style", "metadata",
}  # fmt: skip
DROPPED = ("style", "metadata")  # our pages forbid the one, nobody reads the other
ADDRESS = re.compile(r"#[\w.:-]+|https?://[^\s\\]+|/(?![/\\])[^\s\\]*|\?[^\s\\]*")
RASTER = re.compile(r"data:image/(png|jpeg);base64,[A-Za-z0-9+/=\s]+")
NEEDS = re.compile(r"url\(\s*['\"]?(?!#)|expression\(|@import|\\", re.IGNORECASE)
LARGEST_LOGO = 1024 * 1024
MOST_PIXELS = 4000
ASK = "Save it again as a plain PNG, JPEG or SVG picture"
PNG_SOURCE = """
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#set text(font: "Arimo")
#image(bytes(json(bytes(sys.inputs.drawing))), format: "svg", width: 16cm)
"""


def clean_svg(svg: str) -> str:
    """The drawing without comments and styles. RuleBroken for one that can act or load.

    Scripts, event attributes, foreign content, entities and outside files are refused.
    """
    root = _parsed(svg)
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or _name(element) in DROPPED:
            _remove(element)
            continue
        _check_element(element)
    return str(etree.tostring(root, encoding="unicode"))


def _parsed(svg: str) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", svg.lstrip("\ufeff"))
    if re.search(r"<!(DOCTYPE|ENTITY)", text, re.IGNORECASE):
        raise RuleBroken(f"The drawing defines names of its own (a DOCTYPE). {ASK}")
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as wrong:
        raise RuleBroken(f"The drawing is damaged. {ASK}") from wrong
    if root.tag != f"{{{SVG}}}svg":
        raise RuleBroken(f"The file is not an SVG drawing. {ASK}")
    return root


def _name(element: Any) -> str:
    found = etree.QName(element)
    return found.localname if found.namespace == SVG else f"{found.namespace}:"


def _remove(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        if element.tail:
            _keep_tail(element, parent)
        parent.remove(element)


def _keep_tail(element: Any, parent: Any) -> None:
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + element.tail
    else:
        parent.text = (parent.text or "") + element.tail


def _check_element(element: Any) -> None:
    name = _name(element)
    if name not in SHAPES:
        raise RuleBroken(f"The drawing holds more than shapes and words. {ASK}")
    element.attrib.pop("style", None)
    for attribute, value in element.attrib.items():
        local = etree.QName(attribute).localname.lower()
        is_words = local.startswith("aria-")
        if local.startswith("on") or (not is_words and NEEDS.search(value)):
            raise RuleBroken(f"The drawing would run or load something. {ASK}")
        if local in ("href", "src", "base") and not _may_lead(name, local, value):
            raise RuleBroken(f"The drawing refers to another file. {ASK}")


def _may_lead(name: str, attribute: str, value: str) -> bool:
    if attribute != "href":
        return False
    if name == "a":
        return bool(ADDRESS.fullmatch(value))
    if name == "image":
        return bool(RASTER.fullmatch(value))
    return value.startswith("#")


def inline_svg(svg: str, *, alt: str, prefix: str) -> str:
    """A clean drawing for a web page: one name for screen readers, ids of its own."""
    root = _parsed(clean_svg(svg))
    if "role" not in root.attrib:
        root.set("role", "img")
        root.set("aria-label", alt)
    ids = {element.get("id") for element in root.iter() if element.get("id")}
    for element in root.iter():
        for attribute, value in element.attrib.items():
            element.set(attribute, _renamed(attribute, value, ids, prefix))
    root.set("focusable", "false")
    return str(etree.tostring(root, encoding="unicode"))


def _renamed(attribute: str, value: str, ids: set[str | None], prefix: str) -> str:
    if attribute == "id" and value in ids:
        return f"{prefix}-{value}"
    if attribute in ("aria-labelledby", "aria-describedby"):
        return " ".join(f"{prefix}-{v}" if v in ids else v for v in value.split())
    if attribute in ("href", XLINK) and value[:1] == "#" and value[1:] in ids:
        return f"#{prefix}-{value[1:]}"
    return re.sub(
        r"url\(\s*['\"]?#([^)'\"]+)['\"]?\s*\)",
        lambda found: f"url(#{prefix}-{found[1]})" if found[1] in ids else found[0],
        value,
    )


def printed_svg(svg: str) -> str:
    """A clean drawing in characters that the PDF's font has."""
    return printable(clean_svg(svg))


def png_from_svg(svg: str, *, ppi: int = 192) -> bytes:
    """The drawing 16 cm wide at twice the screen's resolution, for Word."""
    return press(PNG_SOURCE, {"drawing": json.dumps(printed_svg(svg))}, output="png", ppi=ppi)


def picture_kind(picture: bytes) -> str:
    """png, jpg or svg, from what is in the file and not from its name."""
    if picture.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if picture.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if b"<svg" in picture[:4096]:
        return "svg"
    raise RuleBroken("The logo must be a PNG, JPEG or SVG picture", about="logo")


def check_logo(picture: bytes) -> None:
    """Refuse a logo that is too big, or that is not only a picture."""
    if len(picture) > LARGEST_LOGO:
        raise RuleBroken("The logo must be smaller than 1 MB", about="logo")
    kind = picture_kind(picture)
    try:
        if kind == "png" and max(struct.unpack_from(">II", picture, 16)) > MOST_PIXELS:
            raise RuleBroken("The logo must be at most 4,000 pixels wide", about="logo")
        raster_press(picture, kind)
    except RuleBroken as refusal:
        raise RuleBroken(str(refusal), about="logo") from refusal
    except (RuntimeError, ValueError, struct.error) as wrong:
        raise RuleBroken(f"The logo is damaged. {ASK}", about="logo") from wrong


def raster_press(picture: bytes, kind: str) -> bytes:
    """The logo as PNG, 2 cm high: what Word and a trial both need."""
    if kind == "svg":
        picture = printed_svg(picture.decode("utf-8")).encode()
    source = f"""
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(font: "Arimo")
#image("logo.{kind}", height: 2cm)
"""
    return press(source, {}, files={f"logo.{kind}": picture}, output="png", ppi=288)

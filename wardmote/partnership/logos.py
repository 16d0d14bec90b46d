"""A partnership's logo: a small PNG or JPEG, judged by what it is, not what it is called."""

from wardmote.kernel.errors import RuleBroken

LARGEST = 200 * 1024
PNG, JPEG = "image/png", "image/jpeg"
_STARTS = {b"\x89PNG\r\n\x1a\n": PNG, b"\xff\xd8\xff": JPEG}
_ENDS = {PNG: b"IEND\xaeB`\x82", JPEG: b"\xff\xd9"}


def logo_type(content: bytes) -> str:
    """The picture's kind. RuleBroken for anything but a whole PNG or JPEG of 200 KB."""
    if len(content) > LARGEST:
        raise RuleBroken("The logo must be smaller than 200 KB", about="logo")
    kind = next((kind for start, kind in _STARTS.items() if content.startswith(start)), "")
    if not kind:
        raise RuleBroken(
            "The logo must be a PNG or JPEG picture. Save it as one of these and try again",
            about="logo",
        )
    if not content.rstrip(b"\x00\r\n").endswith(_ENDS[kind]):
        raise RuleBroken(
            "The picture is damaged or has something behind its end. Save it again and "
            "try again",
            about="logo",
        )
    return kind

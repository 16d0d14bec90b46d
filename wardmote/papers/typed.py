"""What somebody typed into one box, as blocks of a document."""

from collections.abc import Iterator

from wardmote.papers.document import Bullets, Paragraph


def typed(text: str) -> Iterator[Bullets | Paragraph]:
    """Lines that begin with a hyphen are a list; every other line is a paragraph."""
    items: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("- "):
            items.append(line[2:].strip())
            continue
        if items:
            yield Bullets(tuple(items))
            items = []
        if line.strip():
            yield Paragraph(line.strip())

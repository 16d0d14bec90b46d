"""The process that reads a council's page: python -m wardmote.meetings.reading.council_child.

The same bounds as for minutes (`child`): memory, time, no connection, no program.
"""

import json
import sys
from dataclasses import asdict
from typing import Any

from wardmote.kernel.confined import confine
from wardmote.meetings.reading.child import MEMORY, SECONDS

ARCHIVES = (b"MIME-Version:", b"From: <Saved by", b"bplist00")


def answer(content: bytes) -> dict[str, Any]:
    """What the page lists, or why it is refused."""
    from wardmote.kernel.errors import RuleBroken
    from wardmote.meetings.reading.council import read
    from wardmote.meetings.reading.files import HTML, decoded

    if content.startswith(ARCHIVES):
        return {"refused": "it is a web archive. Save the page as “web page, HTML only”"}
    if content.startswith((b"PK", b"%PDF-")) or not HTML.search(content):
        return {"refused": "it is not a web page. Save the page as “web page, HTML only”"}
    try:
        return {"page": asdict(read(decoded(content)))}
    except RuleBroken as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        return {"refused": "it needs more memory than an agenda can"}


def main() -> None:
    content = sys.stdin.buffer.read()
    confine(MEMORY, SECONDS)
    said = json.dumps(answer(content), ensure_ascii=False)
    sys.stdout.buffer.write(said.encode("utf-8", errors="replace"))


if __name__ == "__main__":
    main()

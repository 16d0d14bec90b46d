"""The process that reads one file: python -m wardmote.meetings.reading.child < FILE.

What it reads was made by strangers, and PDF is parsed by a library in C: it may use so much
memory and time and no more, and may neither open a connection nor start a program.
"""

import json
import sys
from typing import Any

from wardmote.kernel.confined import confine

MEMORY = 480_000_000
SECONDS = 8
"""Of the processor's time, whatever else the machine is doing."""


def answer(content: bytes) -> dict[str, Any]:
    """The minutes and the text they were read from, or why the file is refused."""
    from wardmote.kernel.errors import RuleBroken
    from wardmote.meetings.reading.files import read_content
    from wardmote.meetings.reading.reader import read_page

    try:
        page = read_content(content)
        return {"minutes": read_page(page).as_json(), "text": page.text}
    except RuleBroken as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        return {"refused": "This file needs more memory than minutes can"}


def main() -> None:
    content = sys.stdin.buffer.read()
    confine(MEMORY, SECONDS)
    said = json.dumps(answer(content), ensure_ascii=False)
    sys.stdout.buffer.write(said.encode("utf-8", errors="replace"))


if __name__ == "__main__":
    main()

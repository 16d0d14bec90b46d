"""The process that opens PDFs of strangers: python -m wardmote.papers.bindery FOLDER.

`job.json` in the folder says what to do: count a paper's pages and try whether they can be
bound, or bind many behind a document of ours. The answer is one line of JSON.
"""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from wardmote.kernel.confined import confine
from wardmote.kernel.errors import RuleBroken

MEMORY = 3_000_000_000
SECONDS = 90
"""Of the processor's time."""
JOB, PAPER, MADE = "job.json", "paper.pdf", "made.pdf"
#: pages of one paper
MOST_PAGES = 600
TRIAL = """#for at in range(int(sys.inputs.pages)) {
  page(width: auto, height: auto, margin: 0pt, image("paper.pdf", page: at + 1))
}"""
ENCRYPTED = (
    "The PDF is protected by a password or against changes. Save it without protection and "
    "add it again"
)
DAMAGED = "The PDF is damaged. Open it, save or print it as a new PDF, and add that"


def count(content: bytes) -> int:
    """How many pages it has. RuleBroken where they cannot all be opened and bound."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        with pypdfium2.PdfDocument(content) as document:
            if raw.FPDF_GetSecurityHandlerRevision(document) != -1:
                raise RuleBroken(ENCRYPTED)
            pages = len(document)
            for at in range(min(pages, MOST_PAGES)):
                document[at].close()
    except pypdfium2.PdfiumError as wrong:
        is_locked = "password" in str(wrong).lower() or "security" in str(wrong).lower()
        raise RuleBroken(ENCRYPTED if is_locked else DAMAGED) from wrong
    if pages == 0:
        raise RuleBroken("The PDF has no pages")
    if pages > MOST_PAGES:
        raise RuleBroken(f"The PDF has more than {MOST_PAGES} pages. Divide it into several")
    _press(TRIAL, {"pages": str(pages)}, {PAPER: content}, date(2000, 1, 1))
    return pages


def _press(source: str, inputs: dict[str, str], files: dict[str, bytes], on: date) -> bytes:
    import typst

    from wardmote.papers.press import press

    try:
        return press(source, inputs, files=files, made_on=on, accessible=False)
    except typst.TypstError as wrong:
        raise RuleBroken(DAMAGED) from wrong


def answer(room: Path) -> dict[str, Any]:
    """`pages`, or `made`; `refused` with the reason."""
    job = json.loads((room / JOB).read_text(encoding="utf-8"))
    try:
        if "source" not in job:
            return {"pages": count((room / PAPER).read_bytes())}
        files = {name: (room / name).read_bytes() for name in job["files"]}
        made = _press(job["source"], job["inputs"], files, date.fromisoformat(job["made_on"]))
        (room / MADE).write_bytes(made)
        return {"made": MADE}
    except RuleBroken as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        return {"refused": "The PDF needs more memory than a paper may"}


def main() -> None:
    confine(MEMORY, SECONDS)
    sys.stdout.write(json.dumps(answer(Path(sys.argv[1]))))


if __name__ == "__main__":
    main()

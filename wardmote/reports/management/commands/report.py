"""wardmote report --quarter 2025Q2 --format pdf --out FILE"""

import os
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import localdate

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter
from wardmote.papers.document import Document
from wardmote.papers.files import Format, written
from wardmote.partnership.queries import word_template
from wardmote.reports.gathering import gather
from wardmote.reports.models import Edition
from wardmote.reports.queries import (
    document_of,
    draft_document,
    edition_document,
    latest_edition,
    report_on,
)


class Command(BaseCommand):
    help = (
        "Write the data report of a quarter: its latest published edition, else a draft "
        "of what is loaded now."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quarter", required=True, help="for example 2025Q2")
        parser.add_argument(
            "--format",
            choices=[one.value for one in Format],
            default=Format.HTML.value,
            help="html (default), pdf or docx",
        )
        parser.add_argument("--out", required=True, type=Path, help="the file to write")
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--draft", action="store_true", help="the draft, though published")
        which.add_argument("--edition", type=int, help="this published edition")

    def handle(
        self,
        *,
        quarter: str,
        format: str,
        out: Path,
        draft: bool = False,
        edition: int | None = None,
        **_: Any,
    ) -> None:
        wanted, period = Format(format), Quarter.parse(quarter)
        found = None if draft else latest_edition(period, edition)
        if edition and found is None:
            raise RuleBroken(f"There is no edition {edition} of the report on {period}")
        if found is not None:
            body, what = _published(found, wanted), f"edition {found.number}"
        else:
            body = written(_draft(period), wanted, word_template())
            what = "a draft, for partners only"
        replace_file(out, body)
        self.stdout.write(f"{out}: data report, {period.words}, {what}")


def _published(edition: Edition, wanted: Format) -> bytes:
    """The edition's own frozen files."""
    if wanted == Format.PDF:
        return bytes(edition.pdf)
    if wanted == Format.DOCX:
        return bytes(edition.docx)
    return written(edition_document(edition), wanted, word_template())


def _draft(quarter: Quarter) -> Document:
    """The stored draft, else one made now and not kept; as readers would see it."""
    if report := report_on(quarter):
        return draft_document(report, guarded=True)
    today = localdate()
    return document_of(gather(quarter, today=today), guarded=True, made_on=today)


def replace_file(path: Path, body: bytes) -> None:
    """Write the whole file or leave the old one as it was."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            part = Path(file.name)
            file.write(body)
        try:
            part.chmod(0o666 & ~_umask())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise RuleBroken(f"{path} could not be written ({error.strerror})") from error


def _umask() -> int:
    held = os.umask(0)
    os.umask(held)
    return held

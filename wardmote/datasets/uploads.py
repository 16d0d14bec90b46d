"""Files that come in through a page: how large, from whom, and what they really are."""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.utils.timezone import localdate

from wardmote.agreements.access import may_send_files, may_send_papers
from wardmote.kernel.errors import RuleBroken

#: of a paper of a meeting, from whoever chairs it
PAPER_LIMIT = 25 * 1024**2
TOO_LARGE = "upload_too_large"
LOOKED_AT = 4096
ZIP, GZIP = b"PK\x03\x04", b"\x1f\x8b"

#: ending -> how such a file begins; "" for text
STREET = {".csv": b"", ".csv.gz": GZIP, ".zip": ZIP}
TABLE = {".csv": b""}
BOUNDARIES = {".geojson": b"", ".json": b""}


class Limit(FileUploadHandler):
    """Takes no byte of a file from a stranger, and from others none beyond their limit.

    What had been kept of it until then is deleted by Django.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        user, today = getattr(self.request, "user", None), localdate()
        if may_send_files(user, today):
            self.left = settings.UPLOAD_LIMIT
        elif may_send_papers(user, today):
            self.left = min(PAPER_LIMIT, settings.UPLOAD_LIMIT)
        else:
            raise StopUpload(connection_reset=True)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.left -= len(raw_data)
        if self.left < 0:
            setattr(self.request, TOO_LARGE, True)
            raise SkipFile  # the answers behind it are still read
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None  # the handlers behind this one keep the file


def was_too_large(request: object) -> bool:
    """Whether the limit stopped this request's upload."""
    return bool(getattr(request, TOO_LARGE, False))


def check_upload(upload: UploadedFile[Any], allowed: dict[str, bytes]) -> None:
    """RuleBroken unless the file's name and first bytes both say that it may come in."""
    name = (upload.name or "").lower()
    ending = next((end for end in sorted(allowed, key=len)[::-1] if name.endswith(end)), "")
    if not ending:
        *most, last = allowed
        known = f"{', '.join(most)} or {last}" if most else last
        raise RuleBroken(f"{upload.name} is not a {known} file", about="upload")
    upload.seek(0)
    start = upload.read(LOOKED_AT)
    upload.seek(0)
    expected = allowed[ending]
    is_right = start.startswith(expected) if expected else _is_text(start)
    if not is_right:
        raise RuleBroken(
            f"{upload.name} is not what its name says. Open it to see what it is, and "
            f"save it as {ending}",
            about="upload",
        )


def _is_text(start: bytes) -> bool:
    return b"\x00" not in start and not start.startswith((ZIP, GZIP, b"%PDF", b"<"))

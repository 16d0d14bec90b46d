"""Data pages for the office: the register, uploads, imports and their receipts."""

from wardmote.datasets.views.receipts import imports, receipt, resume, stop
from wardmote.datasets.views.register import data, dataset, edit_dataset, new_dataset
from wardmote.datasets.views.uploads import upload, upload_kind

__all__ = [
    "data",
    "dataset",
    "edit_dataset",
    "imports",
    "new_dataset",
    "receipt",
    "resume",
    "stop",
    "upload",
    "upload_kind",
]

"""What became of every row of an import, in words and as JSON."""

from typing import Any

from wardmote.datasets.models import Import
from wardmote.datasets.rules import ImportKind, Verdict
from wardmote.kernel.answers import SHOWN
from wardmote.kernel.numbers import plural

VERDICT_WORDS = {
    Verdict.NEW: "new",
    Verdict.REPLACED: "replaced",
    Verdict.UNCHANGED: "as they were",
    Verdict.OLDER: "left alone, a newer publication being held",
}

#: what an import replaces as a whole
UNITS = {
    ImportKind.STREET: "force-month",
    ImportKind.FETCH: "district-month",
    ImportKind.DATASET: "period",
}


def receipt_json(receipt: Import) -> dict[str, Any]:
    """The receipt as commands print it: a documented, stable format."""
    return {
        "import": receipt.pk,
        "kind": receipt.kind,
        "dataset": receipt.dataset.slug if receipt.dataset else None,
        "state": receipt.state,
        "files": receipt.files,
        "rows": receipt.rows,
        "placed": receipt.placed,
        "no_location": receipt.no_location,
        "outside": receipt.outside,
        "rejected": receipt.rejected,
        "rejects": [
            {"file": file, "line": line, "reason": reason}
            for file, line, reason in receipt.rejects
        ],
        "skipped": [{"file": file, "why": why} for file, why in receipt.skipped],
        "changes": receipt.changes,
        "messages": receipt.messages,
    }


def receipt_lines(receipt: Import) -> list[str]:
    """The receipt for a person at a terminal."""
    what = "month" if receipt.kind == ImportKind.FETCH else "file"
    return [
        f"{plural(len(receipt.files), what)}, {plural(receipt.rows, 'row')} read",
        *_counts(receipt),
        _changes(receipt),
        *(f"  {message}" for message in receipt.messages),
        *_listed("skipped", [f"{file}: it {why}" for file, why in receipt.skipped]),
    ]


def reject_lines(receipt: Import) -> list[str]:
    """The rows that were left out, by file, line and reason."""
    lines = [f"{file}:{line}: {reason}" for file, line, reason in receipt.rejects]
    return _listed("rejected", lines, receipt.rejected)


def _counts(receipt: Import) -> list[str]:
    lines = []
    if receipt.placed is not None:
        lines.append(f"  {receipt.placed:>10,} placed in our wards")
    if receipt.kind != ImportKind.DATASET:
        lines.append(f"  {receipt.no_location:>10,} without location")
    if receipt.outside is not None:
        lines.append(f"  {receipt.outside:>10,} outside the area")
    lines.append(f"  {receipt.rejected:>10,} rejected")
    return lines


def _changes(receipt: Import) -> str:
    what = UNITS[ImportKind(receipt.kind)]
    said = [
        f"{receipt.changes[one]:,} {words}"
        for one, words in VERDICT_WORDS.items()
        if receipt.changes.get(one)
    ]
    return f"  {what}s: {', '.join(said) or 'none'}"


def _listed(what: str, lines: list[str], total: int | None = None) -> list[str]:
    total = len(lines) if total is None else total
    if not total:
        return []
    shown = [f"    {line}" for line in lines[:SHOWN]]
    if total > SHOWN:
        shown.append(f"    and {total - SHOWN:,} more")
    return [f"  {what}:", *shown]

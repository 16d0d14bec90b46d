"""Everything that changes a report: draft, find, agree, publish, correct, withdraw."""

from wardmote.reports.usecases.drafting import (
    draft_report,
    remove_finding,
    save_finding,
    save_reasons,
    take_step,
)
from wardmote.reports.usecases.publishing import begin_correction, publish, withdraw_report

__all__ = [
    "begin_correction",
    "draft_report",
    "publish",
    "remove_finding",
    "save_finding",
    "save_reasons",
    "take_step",
    "withdraw_report",
]

"""Everything that changes a report: draft, find, agree, publish, correct, withdraw."""

from wardmote.reports.usecases.drafting import (
    draft_report,
    remove_finding,
    save_finding,
    save_reasons,
    take_step,
)
from wardmote.reports.usecases.publishing import (
    begin_correction,
    give_report_notice,
    publish,
    take_report_notice_back,
    withdraw_report,
)

__all__ = [
    "begin_correction",
    "draft_report",
    "give_report_notice",
    "publish",
    "remove_finding",
    "save_finding",
    "save_reasons",
    "take_report_notice_back",
    "take_step",
    "withdraw_report",
]

"""Everything that changes agreements, signatures and what restricted text waits for."""

from wardmote.agreements.usecases.chasing import mail_chases, write_chases
from wardmote.agreements.usecases.register import (
    add_agreement,
    add_party,
    add_version,
    change_agreement,
    close_agreement,
    end_party,
    name_signatory,
    record_review,
)
from wardmote.agreements.usecases.safeguards import (
    change_safeguards,
    switch_off_concerns,
    switch_off_restricted,
    switch_on_concerns,
    switch_on_restricted,
)
from wardmote.agreements.usecases.signing import agree_extension, ask_extension, sign

__all__ = [
    "add_agreement",
    "add_party",
    "add_version",
    "agree_extension",
    "ask_extension",
    "change_agreement",
    "change_safeguards",
    "close_agreement",
    "end_party",
    "mail_chases",
    "name_signatory",
    "record_review",
    "sign",
    "switch_off_concerns",
    "switch_off_restricted",
    "switch_on_concerns",
    "switch_on_restricted",
    "write_chases",
]

"""Handing a mail over, and what the mail server's answer means.

What it refused for good has come back. What it certainly did not take may be tried again.
Anything else is in doubt: the mail may be on its way.
"""

import logging
import smtplib
from dataclasses import dataclass
from enum import StrEnum

from django.core.mail import EmailMultiAlternatives, get_connection

log = logging.getLogger(__name__)
LONGEST = 300
FOR_GOOD = 500
#: what a provider's API answers to a mail that it will not take at any time
WRONG_MAIL = (400, 422)


class Answer(StrEnum):
    """What became of a mail that was handed over."""

    TAKEN = "taken"
    REFUSED = "refused"
    NOT_NOW = "not now"
    IN_DOUBT = "in doubt"


@dataclass(frozen=True, slots=True)
class Told:
    answer: Answer
    said: str = ""
    message_id: str = ""


class Post:
    """One connection to the mail server, opened anew after anything went wrong."""

    def __init__(self) -> None:
        self._connection = get_connection()

    def open(self) -> None:
        """Whoever is not there is noticed before anything is written down."""
        self._connection.open()

    def close(self) -> None:
        self._connection.close()

    def hand_over(self, mail: EmailMultiAlternatives) -> Told:
        mail.connection = self._connection
        try:
            mail.send()
        except Exception as wrong:
            self._connection.close()
            told = Told(*answer_to(wrong))
            log.warning("mail not sent: %s", type(wrong).__name__)
            return told
        named = getattr(getattr(mail, "anymail_status", None), "message_id", None)
        return Told(Answer.TAKEN, message_id="" if named is None else str(named))


def answer_to(wrong: Exception) -> tuple[Answer, str]:
    """What an error of the connection means for the mail, and what was said."""
    if isinstance(wrong, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(wrong.recipients.values()))
        answer = Answer.REFUSED if code >= FOR_GOOD else Answer.NOT_NOW
        return answer, _words(code, said)
    if isinstance(wrong, smtplib.SMTPResponseException):
        is_this_mail = isinstance(wrong, smtplib.SMTPDataError)
        refused = is_this_mail and wrong.smtp_code >= FOR_GOOD
        answer = Answer.REFUSED if refused else Answer.NOT_NOW
        return answer, _words(wrong.smtp_code, wrong.smtp_error)
    return _providers_answer(wrong)


def _providers_answer(wrong: Exception) -> tuple[Answer, str]:
    """The same of a provider's API, by what django-anymail raises."""
    kind = type(wrong).__name__
    if kind == "AnymailRecipientsRefused":
        return Answer.REFUSED, "The mail provider does not write to this address"
    status = getattr(wrong, "status_code", None)
    if kind == "AnymailRequestsAPIError" and status in WRONG_MAIL:
        return Answer.REFUSED, f"The mail provider refused it ({status})"
    if kind == "AnymailRequestsAPIError" and status is not None and 400 <= status < 500:
        return Answer.NOT_NOW, ""
    return Answer.IN_DOUBT, ""


def _words(code: int, said: bytes | str) -> str:
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    return f"{code} {text}"[:LONGEST]

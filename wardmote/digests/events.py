"""What a mail provider tells of a mail: that it came back. Anything else is not kept."""

from typing import Any

from django.utils.timezone import now

from wardmote.digests.usecases import come_back

#: of django-anymail's kinds of events; opened and clicked are none of ours
BACK = ("bounced", "rejected", "failed")


def heard(sender: object, event: Any, **_: object) -> None:
    if event.event_type in BACK:
        said = event.description or event.mta_response or event.reject_reason or ""
        come_back(event.message_id or "", event.recipient or "", said, now=now())

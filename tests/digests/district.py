"""Councillors hear by mail; of one mail it is not known whether it went."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate
from django.utils.timezone import now as clock

from wardmote.digests.links import token_for
from wardmote.digests.models import Digest
from wardmote.digests.usecases import choose


def mail_members(district: Any) -> None:
    """What the real clock says: the mail was begun yesterday."""
    member, begun = district["own councillor"], clock() - timedelta(days=1)
    choose("daily", by=member, now=begun)
    held = Digest.objects.create(
        to=member, on=localdate(begun), often="daily", address=member.email, begun_at=begun
    )
    district.given_to |= {
        "mail-stop": {"token": token_for(member)},
        "mail-settle": {"pk": held.pk},
    }

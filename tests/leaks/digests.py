"""Mails to members go out when everything is planted; one of them came back."""

from datetime import timedelta

from tests.conftest import NOW
from tests.digests.conftest import SITE
from tests.district import District
from tests.leaks.planting import Field, canary
from tests.test_permissions import OFFICER
from wardmote.digests.models import Digest
from wardmote.digests.post import Post
from wardmote.digests.usecases import send_digests

#: a Tuesday: who hears each week does as who hears each day
LATER = NOW + timedelta(days=8)


def digests(district: District) -> list[Field]:
    """What a mail server said of an address: the officer alone."""
    bounce = Field("bounce", OFFICER, (canary("bounce"),), kept_in="digests.Digest.bounce")
    send_digests(SITE, Post(), now=LATER)
    member = district["other councillor"]
    back = Digest.objects.filter(to=member)
    assert back.update(bounced_at=LATER, bounce=f"550 {bounce.canaries[0]}") == 1
    return [bounce]

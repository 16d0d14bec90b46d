"""A bulletin that is not published: every word of it is the officers' alone."""

from tests.bulletins.district import version
from tests.conftest import NOW
from tests.district import OWN, District
from tests.leaks.planting import Field, canary
from tests.test_permissions import OFFICER
from wardmote.bulletins.models import Bulletin, LinkCheck
from wardmote.bulletins.rules import AreaKind
from wardmote.bulletins.usecases.composing import (
    Words,
    add_link,
    begin,
    write,
    write_paragraph,
)


def bulletins(district: District) -> list[Field]:
    """Its title, introduction, paragraph, link, what it corrects, what a link answered."""
    fields = [
        Field(
            f"bulletin {what}",
            OFFICER,
            (canary(f"bulletin {what}"),),
            kept_in=f"bulletins.{kept}",
        )
        for what, kept in (
            ("title", "Bulletin.title"),
            ("introduction", "Bulletin.introduction"),
            ("correction", "Bulletin.what_changed"),
            ("paragraph", "Part.text"),
            ("link", "PublicLink.words"),
            ("address", "PublicLink.address"),
            ("answer", "LinkCheck.said"),
        )
    ]
    title, introduction, correction, text, words, address, said = (
        one.canaries[0] for one in fields
    )
    given = {"by": district["officer"], "now": NOW}
    made = begin(AreaKind.WARDS, [OWN], **given)
    write(made.pk, Words(title, introduction), version(made), **given, checked=True)
    write_paragraph(made.pk, text, version(made), **given, checked=True)
    where = f"https://www.police.uk/{address}"
    add_link(made.pk, words, where, version(made), **given)
    Bulletin.objects.filter(pk=made.pk).update(what_changed=correction)
    LinkCheck.objects.create(bulletin=made, address=where, at=NOW, is_fine=False, said=said)
    here = {"pk": made.pk}
    district.also["bulletin-draft"] = [here]
    district.also["public-bulletin"] = [here]
    district.also["bulletin-preview"] = [
        {**here, "what": what} for what in ("page", "mail", "text", "councillor")
    ]
    return fields

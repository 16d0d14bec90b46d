"""The small district's bulletins: one is published and mailed, another is a draft."""

from collections.abc import Callable
from typing import Any

from tests.conftest import NOW
from wardmote.bulletins.letters import token_for
from wardmote.bulletins.models import Bulletin
from wardmote.bulletins.queries import proposed
from wardmote.bulletins.rules import AreaKind
from wardmote.bulletins.usecases.composing import (
    Words,
    add_link,
    begin,
    pick,
    write,
    write_paragraph,
)
from wardmote.bulletins.usecases.publishing import publish_bulletin

POLICE = "https://www.police.uk/pu/your-area/"


def write_bulletins(district: Any, own: str, name: Callable[[str], str] = str) -> None:
    """Both about one ward. Nobody gets the published one by mail."""
    by = {"by": district["officer"], "now": NOW}
    published, draft = (compose(own, name, **by) for _ in range(2))
    publish_bulletin(
        published.pk, version(published), **by, cannot_wait=name("It is urgent"), seen=True
    )
    here = {"pk": draft.pk}
    part = {**here, "item": draft.parts.get(release=None).pk}
    standing = {"pk": published.pk, "number": 1}
    deeds = ("draft", "words", "pick", "paragraph", "link", "check", "notice", "notice-back",
             "publish", "go-ahead", "throw-away")  # fmt: skip
    district.given_to |= {f"bulletin-{deed}": here for deed in deeds}
    district.given_to |= {
        **dict.fromkeys(("bulletin-part", "bulletin-part-move", "bulletin-part-remove"), part),
        "bulletin-link-remove": {**here, "item": draft.links.first().pk},
        "bulletin-preview": {**here, "what": "page"},
        "bulletin-unsubscribe": {"token": token_for(district["clerk"])},
        **dict.fromkeys(("public-bulletin", "public-bulletin-edition"), standing),
        **dict.fromkeys(("bulletin-correct", "bulletin-withdraw"), standing),
    }
    district.also["bulletin-preview"] = [
        {**here, "what": what} for what in ("mail", "text", "councillor")
    ]
    district.also["bulletin-draft"] = [standing]


def version(bulletin: Bulletin) -> int:
    """What a page opened now would show."""
    bulletin.refresh_from_db()
    return bulletin.version


def compose(own: str, name: Callable[[str], str], *, by: Any, now: Any) -> Bulletin:
    """Every proposed item, a paragraph, a link."""
    given = {"by": by, "now": now}
    made = begin(AreaKind.WARDS, [own], **given)
    said = Words(name("News for the ward"), name("What is being done"), to_clerks=False)
    write(made.pk, said, version(made), **given, checked=True)
    items = [one.release for one in proposed(made)]
    pick(made.pk, items, version(made), **given)
    write_paragraph(made.pk, name(f"See {POLICE} "), version(made), **given, checked=True)
    add_link(made.pk, name("Your neighbourhood"), POLICE, version(made), **given)
    return made

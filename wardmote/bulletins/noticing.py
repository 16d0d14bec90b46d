"""How the members of the wards that a bulletin names stand to it."""

from datetime import date

from wardmote.bulletins.models import Bulletin
from wardmote.bulletins.reading import notices_of
from wardmote.bulletins.rules import State
from wardmote.partnership.queries import this_partnership
from wardmote.releases.notice import NoticePage
from wardmote.releases.queries import wards_given, wards_of_notice


def item_of(bulletin: Bulletin) -> str:
    """What notice is given of: the edition that is being prepared."""
    return f"bulletin {bulletin.pk} edition {bulletin.next_edition}"


def item_published(bulletin: Bulletin) -> str:
    """What notice was given of: the edition that was published last."""
    return f"bulletin {bulletin.pk} edition {bulletin.editions}"


def notice_page(bulletin: Bulletin, today: date) -> NoticePage:
    """The notice of the edition being prepared; of the last one, once it is published."""
    days = this_partnership().notice_days
    if bulletin.state == State.DRAFT:
        item = item_of(bulletin)
        found = wards_of_notice(notices_of(bulletin), item, today, days)
        return NoticePage(item, found, today, is_draft=True)
    item = item_published(bulletin)
    return NoticePage(item, wards_given(item, days), today, is_draft=False)

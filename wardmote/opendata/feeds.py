"""What is published as Atom feeds: of the district, of each ward and of each parish."""

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.timezone import make_aware

from wardmote.briefings.parishes import ParishLine, parish_or_404
from wardmote.opendata import queries
from wardmote.opendata.queries import Entry, OpenWard
from wardmote.papers.sheets import NOT_IN_XML
from wardmote.partnership.queries import this_partnership
from wardmote.places.following import Former, former_ward
from wardmote.releases.rules import KIND_WORDS, ReleaseKind

if TYPE_CHECKING:
    _Feed = Feed[Entry, OpenWard | None]
    _ParishFeed = Feed[Entry, ParishLine]
else:
    _Feed = _ParishFeed = Feed


def _text(words: str) -> str:
    """Without what XML cannot hold."""
    return NOT_IN_XML.sub("", words)


class _Atom(Atom1Feed):
    """Dated by what it tells; while it tells nothing, by the last change."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else _last_change()


def _last_change() -> datetime:
    return queries.last_change() or datetime.fromtimestamp(0, UTC)


class _Entries:
    """How each line of a feed reads, and who writes it."""

    def author_name(self) -> str:
        return _text(this_partnership().name)

    def item_title(self, item: Entry) -> str:
        return _text(item.title)

    def item_description(self, item: Entry) -> str:
        return KIND_WORDS.get(item.kind, "")

    def item_link(self, item: Entry) -> str:
        return f"{item.page}#release-{item.release}"

    def item_pubdate(self, item: Entry) -> datetime:
        return item.at

    def item_updateddate(self, item: Entry) -> datetime:
        return item.at


class Published(_Entries, _Feed):
    """What was last published for the whole district. What is withdrawn is not in it."""

    feed_type = _Atom

    def title(self, ward: OpenWard | None) -> str:
        about = ward.name if ward else this_partnership().name
        return _text(f"{about}: what is published")

    def link(self, ward: OpenWard | None) -> str:
        return reverse("public-ward", args=[ward.code]) if ward else reverse("home")

    def items(self, ward: OpenWard | None) -> list[Entry]:
        return queries.ward_entries(ward.code) if ward else queries.district_entries()


class PublishedOfWard(Published):
    """What was last published about one ward."""

    def get_object(self, request: HttpRequest, code: str) -> OpenWard:
        if gone := former_ward(code):
            return OpenWard(gone.code, gone.name, gone.edition, "", _at(gone))
        found = queries.open_wards(code)
        if not found:
            raise Http404
        return found[0]

    def items(self, ward: OpenWard | None) -> list[Entry]:
        """Of a former ward first, and then for good, where its area is now."""
        found = super().items(ward)
        if ward is None or not (gone := former_ward(ward.code)):
            return found
        at = max((one.at for one in found), default=_at(gone))
        page = reverse("public-ward", args=[gone.code])
        end = Entry(0, ReleaseKind.BOUNDARIES, gone.words, page, max(at, _at(gone)))
        return [end, *found]


class PublishedOfParish(_Entries, _ParishFeed):
    """What was last published about one parish, and what names it or its wards."""

    feed_type = _Atom

    def get_object(self, request: HttpRequest, code: str) -> ParishLine:
        return parish_or_404(code)[0]

    def title(self, parish: ParishLine) -> str:
        return _text(f"{parish.spoken}: what is published")

    def link(self, parish: ParishLine) -> str:
        return reverse("public-parish", args=[parish.code])

    def items(self, parish: ParishLine) -> list[Entry]:
        return queries.parish_entries(parish)


class PublishedBulletins(Published):
    """The bulletins that stand, each with its first paragraph."""

    def title(self, ward: OpenWard | None) -> str:
        return _text(f"{this_partnership().name}: bulletins")

    def link(self, ward: OpenWard | None) -> str:
        return reverse("public-bulletins")

    def items(self, ward: OpenWard | None) -> list[Entry]:
        return queries.bulletin_entries()

    def item_description(self, item: Entry) -> str:
        """Feed readers take it for HTML."""
        return escape(_text(item.summary))


def _at(gone: Former) -> datetime:
    return make_aware(datetime.combine(gone.since, time.min))

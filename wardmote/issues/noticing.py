"""No surprises: how long the councillors of its wards have had the words about an issue."""

from datetime import date

from django.utils.timezone import localdate

from wardmote.issues.models import Issue
from wardmote.issues.queries import released
from wardmote.partnership.queries import this_partnership
from wardmote.places.members import Sitting, members_of_wards
from wardmote.places.queries import wards
from wardmote.releases.models import Release
from wardmote.releases.notice import HasIt, NoticePage, WardNotice
from wardmote.releases.queries import had_since
from wardmote.releases.rules import Audience


def notice_page(issue: Issue, today: date) -> NoticePage:
    """How the members of its wards stand to the words that are released to them."""
    given = released(issue, Audience.MEMBERS).first()
    days, sitting = this_partnership().notice_days, members_of_wards(today)
    codes = set(issue.wards.values_list("code", flat=True))
    names = dict(wards().filter(code__in=codes).values_list("code", "name")) if codes else {}
    found = [
        WardNotice(
            code,
            names.get(code, code),
            tuple(_has_it(given, one) for one in sitting.get(code, ())),
            days,
        )
        for code in sorted(codes)
    ]
    return NoticePage(f"issue {issue.number}", found, today, is_draft=True)


def _has_it(given: Release | None, member: Sitting) -> HasIt:
    since = None if given is None else localdate(had_since(given, member))
    return HasIt(member.person.name, since, member.through)

"""The warning at the top of pages whose things are held, for those who keep periods."""

from django import template
from django.utils.timezone import localdate

from wardmote.kernel.periods import day_words
from wardmote.people.access import is_office
from wardmote.preelection.models import ElectionPeriod
from wardmote.preelection.queries import periods_near, periods_on, place_words
from wardmote.preelection.rules import TREATMENTS, Publicity, Treatment

register = template.Library()


@register.inclusion_tag("preelection/_banner.html", takes_context=True)
def pre_election_banner(context: template.Context, publicity: str) -> dict[str, object]:
    """Which periods run, or begin within 14 days, and what they do with this publicity:
    `{% pre_election_banner "bulletin" %}`. Nothing for those outside the office."""
    request = context.get("request")
    if request is None or not is_office(request.user):
        return {"banner": ()}
    what, today = Publicity(publicity), localdate()
    return {
        "banner": [_words(one, what) for one in periods_near(today) if _concerns(one, what)]
    }


def _concerns(period: ElectionPeriod, publicity: Publicity) -> bool:
    treatment = TREATMENTS[publicity]
    if treatment is Treatment.HELD_FOR_ALL:
        return period.is_whole_district
    return treatment is not Treatment.GOES_ON


def _words(period: ElectionPeriod, publicity: Publicity) -> str:
    where, until = place_words(period), day_words(period.poll_on)
    does = "is held" if TREATMENTS[publicity] is not Treatment.FACTUAL else "must be factual"
    since = f"from {day_words(period.notice_on)} to {until}"
    return f"“{period.title}”: {since} what goes to {where} {does}"


@register.inclusion_tag("preelection/_card.html")
def pre_election_card() -> dict[str, object]:
    """To councillors and clerks: what waits for the poll, and that their briefings go on."""
    running = periods_on(localdate())
    return {"until": max((one.poll_on for one in running), default=None)}

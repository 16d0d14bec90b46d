"""Who keeps the periods, who lets something out, who asks. The narrowest post wins.

officer              keeps the periods, names the monitoring officer, asks, reads the answers
monitoring officer   reads what waits with its words and answers it; not what they wrote
councillors          none of it, whatever else they are
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from wardmote.people.access import is_officer
from wardmote.people.models import User
from wardmote.places.queries import is_councillor
from wardmote.preelection.models import GoAhead
from wardmote.preelection.queries import monitoring_officer


def keeps_periods(user: object, on: date) -> bool:
    """Holds the officer's post and no elected office."""
    return isinstance(user, User) and is_officer(user) and not is_councillor(user, on)


def is_monitoring_officer(user: object, on: date) -> bool:
    """The one who is named, while their account is open and they hold no elected office."""
    if not isinstance(user, User) or not user.is_active or is_councillor(user, on):
        return False
    return monitoring_officer() == user


def reads_periods(user: object, on: date) -> bool:
    return keeps_periods(user, on) or is_monitoring_officer(user, on)


def reads_go_ahead(user: User, asked: GoAhead, on: date) -> bool:
    """Whoever asked for it reads the answer, beside the two who read them all; nobody who
    holds elected office by then."""
    if is_councillor(user, on):
        return False
    return reads_periods(user, on) or asked.asked_by_id == user.pk


def may_answer(user: object, asked: GoAhead, on: date) -> bool:
    """The monitoring officer, to what waits and is not their own."""
    return (
        isinstance(user, User)
        and asked.waits
        and is_monitoring_officer(user, on)
        and not asked.is_of(user.pk)
    )


def require_keeper(user: object) -> None:
    if not keeps_periods(user, localdate()):
        raise PermissionDenied("Only a partnership officer can do this")


def require_reader(user: object) -> None:
    if not reads_periods(user, localdate()):
        raise PermissionDenied(
            "Only a partnership officer and the monitoring officer can read this"
        )


def require_monitoring_officer(user: object, on: date) -> None:
    if not is_monitoring_officer(user, on):
        raise PermissionDenied("Only the monitoring officer gives the go-ahead")

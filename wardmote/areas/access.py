"""Who may propose and who may decide on priority areas."""

from datetime import date

from django.core.exceptions import PermissionDenied

from wardmote.agreements.access import may_read_partner, sees_counts
from wardmote.areas.readers import Reader
from wardmote.groups.access import sits_on
from wardmote.groups.rules import GroupKind
from wardmote.partnership.queries import this_partnership
from wardmote.people.access import is_office, is_officer


def may_decide(user: object, on: date) -> bool:
    """Officers and the Data Group's seat holders, unless they hold elected office."""
    return may_read_partner(user, on) and (
        is_officer(user) or sits_on(user, GroupKind.DATA, on)
    )


def may_propose(user: object, on: date) -> bool:
    """Those who decide, and analysts."""
    return may_read_partner(user, on) and (is_office(user) or may_decide(user, on))


def figures_reader(user: object, on: date) -> Reader:
    """What this person may see of partners' data sets, and of why areas are proposed."""
    smallest = this_partnership().smallest_shown
    return Reader(sees_counts(user, on), smallest, may_decide(user, on))


def require_decider(user: object, on: date) -> None:
    if not may_decide(user, on):
        raise PermissionDenied(
            "Only partnership officers and the Data Group decide on priority areas"
        )


def require_proposer(user: object, on: date) -> None:
    if not may_propose(user, on):
        raise PermissionDenied(
            "Only the partnership’s office and the Data Group propose priority areas"
        )

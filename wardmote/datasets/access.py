"""Who may see real counts, the register and the receipts."""

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from wardmote.agreements.access import sees_counts


def require_counts(user: object) -> None:
    """Officers and analysts who hold no elected office."""
    if not sees_counts(user, localdate()):
        raise PermissionDenied("Only the partnership’s officers and analysts can do this")

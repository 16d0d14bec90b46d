"""What every page needs to know: the partnership and the reader."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from wardmote.partnership.queries import this_partnership


def page(request: HttpRequest) -> dict[str, Any]:
    """`partnership`: its settings, read only when a page uses them."""
    return {"partnership": SimpleLazyObject(this_partnership)}

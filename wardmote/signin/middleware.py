"""Whoever needs a second factor gets no further than setting one up."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode
from django.utils.timezone import localdate

from wardmote.people.access import gave_second_factor, has_second_factor
from wardmote.people.models import User
from wardmote.signin.access import must_have_second_factor

Answer = Callable[[HttpRequest], HttpResponse]


class SecondFactor:
    """Sends people to their account page, or to prove themselves, before anything else."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not getattr(view, "login_required", True) or hasattr(view, "before_second_factor"):
            return None
        user = request.user
        if not isinstance(user, User) or gave_second_factor(request):
            return None
        if not must_have_second_factor(user, localdate()):
            return None
        if not has_second_factor(user):
            return redirect("account")
        return redirect(f"{resolve_url('confirm')}?{urlencode({'next': request.path})}")

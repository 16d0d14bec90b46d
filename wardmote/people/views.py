"""The pages for what went wrong."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wardmote.people.access import SecondFactorNeeded


def problem(
    request: HttpRequest, status: int, title: str, message: str, see: str = ""
) -> HttpResponse:
    """What went wrong; `see` names an address whose page says why, and whom to ask."""
    context = {"title": title, "message": message, "see": see}
    return render(request, "people/problem.html", context, status=status)


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return problem(
        request,
        404,
        "Page not found",
        "If you typed the address, check it. If you followed a link, the page may have "
        "moved, or you may need to sign in as someone who can read it.",
    )


@login_not_required
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, SecondFactorNeeded):
        return problem(
            request,
            403,
            "This page asks for a second step",
            "Set up an app or a passkey under Your account, then sign in with it.",
        )
    return problem(
        request,
        403,
        "You cannot open this page",
        "It is for other posts in the partnership. Your partnership officer can tell you "
        "who sees what.",
        see=getattr(exception, "see", ""),
    )


def not_by_itself(request: HttpRequest) -> HttpResponse:
    return problem(
        request,
        405,
        "This address cannot be opened by itself",
        "A button on another page uses it. Go back to that page and press the button.",
    )


@login_not_required
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return problem(
        request,
        400,
        "That request could not be read",
        "Go back, reload the page and try again.",
    )


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return problem(
        request,
        403,
        "This form is out of date",
        "Go back, reload the page and send the form again. Nothing has been changed.",
    )


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "people/broken.html", status=500)

"""Putting right when a seat is to end."""

from datetime import timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now

from wardmote.desk.forms.groups import ChangeEndForm
from wardmote.groups.models import Seat
from wardmote.groups.usecases import change_last_day
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import FormPage, posted

DAY = timedelta(days=1)


def change_end(request: SignedInRequest, held: Seat) -> HttpResponse:
    """Ask for another last day of a seat that ends ahead; whoever calls this is the officer."""
    assert held.until is not None
    start = {"last_on": held.until - DAY, "shown": held.until.isoformat()}
    form = ChangeEndForm(posted(request), initial=start)

    def deed() -> None:
        last_on, shown = form.cleaned_data["last_on"], form.cleaned_data["shown"]
        on = last_on + DAY if last_on else localdate()
        change_last_day(held.pk, shown=shown, on=on, by=request.user, now=now())

    title = f"When does the seat of {held.person or held.post or 'nobody'} end?"
    back = reverse("group", args=[held.group_id])
    page = FormPage(title, "Save", back, held.group.name, caption=held.group.name)
    return page.ask(request, form, deed, "The last day has been changed; access closes then")

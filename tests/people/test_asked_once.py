"""A page that changes nothing asks once who the reader is; one that writes asks anew."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from wardmote.kernel.once import once
from wardmote.people.middleware import AskedOnce


@pytest.mark.parametrize(("method", "times"), [("GET", 1), ("HEAD", 1), ("POST", 2)])
def test_how_often_a_request_asks(method, times):
    asked = []

    @once
    def who():
        asked.append(1)

    def view(request):
        who()
        who()
        return HttpResponse()

    AskedOnce(view)(RequestFactory().generic(method, "/"))
    assert len(asked) == times

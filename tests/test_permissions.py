"""Who may open what: every address x method x person, against the table below.

An address that is not in the table fails the run. A line says who may read (GET, HEAD)
and who may send (POST); for everybody else it is a refusal, for the public a way to
sign in. Nobody may PUT, PATCH or DELETE anything.
"""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import clear_url_caches, path

from tests.small_district import DRAFTED, OWN, PUBLISHED
from tests.walk import SAFE, UNSAFE, Findings, addresses, ask, fingerprint, outcome
from wardmote.config import urls as all_urls
from wardmote.releases.models import Release

PUBLIC = "public"
SEATED = {"board", "tasking", "problem solving", "data group"}
COUNCILLORS = {"own councillor", "other councillor", "board councillor"}
OFFICER = {"officer"}
OFFICE = OFFICER | {"analyst"}
PARTNERS = OFFICE | SEATED
DECIDERS = OFFICER | {"data group"}
ACTING = COUNCILLORS | {"clerk"}
SIGNED_IN = PARTNERS | ACTING | {"nobody", "former seat"}
ANYONE = SIGNED_IN | {PUBLIC, "deactivated"}
NOBODY: set[str] = set()
PEOPLE = sorted(ANYONE)


@dataclass(frozen=True)
class Line:
    """Who may read and who may send; what stands in the address; what is not there."""

    read: set[str]
    send: set[str] = field(default_factory=set)
    given: dict[str, Any] = field(default_factory=dict)
    unknown: str = "absent"


TABLE = {
    "home": Line(ANYONE),
    "public-wards": Line(ANYONE),
    "public-ward": Line(ANYONE),
    "public-reports": Line(ANYONE),
    "public-report": Line(ANYONE),
    "public-edition": Line(ANYONE),
    "public-report-file": Line(ANYONE, given={"name": "report.pdf"}),
    "about-figures": Line(ANYONE),
    "my-ward": Line(ACTING),
    "logo": Line(ANYONE),
    "sign-in": Line(ANYONE, ANYONE),
    "sign-out": Line(NOBODY, ANYONE),
    "one-time-link": Line(ANYONE, ANYONE, unknown="gone"),
}

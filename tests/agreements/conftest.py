"""The partnership's sharing agreement, and people of organisations that signed or not."""

from datetime import date

import pytest

from tests.conftest import NOW
from wardmote.groups.rules import GroupKind


@pytest.fixture
def body(db):
    """body("Fenland Homes"): the organisation of this name."""
    from wardmote.people.models import Organisation

    return lambda name: Organisation.objects.get_or_create(name=name)[0]


@pytest.fixture
def groups(db):
    """kind -> the default group of this kind."""
    from wardmote.groups.models import Group
    from wardmote.groups.usecases import make_default_groups
    from wardmote.kernel.actors import COMMAND_LINE

    make_default_groups(by=COMMAND_LINE, now=NOW)
    return {GroupKind(group.kind): group for group in Group.objects.all()}


@pytest.fixture
def agreement(groups, priya):
    """An information sharing agreement of two years that covers the T&CG and the PSG."""
    from wardmote.agreements.rules import AgreementKind
    from wardmote.agreements.usecases import add_agreement

    return add_agreement(
        "Sharing in Wendle Vale",
        AgreementKind.SHARING,
        [groups[GroupKind.TASKING], groups[GroupKind.PROBLEM_SOLVING]],
        in_force_on=date(2024, 1, 1),
        months=24,
        sign_by=date(2024, 3, 31),
        review_on=date(2029, 12, 1),
        by=priya,
        now=NOW,
    )


@pytest.fixture
def marta(make_person, body, groups):
    """Sits on the T&CG for Fenland Homes."""
    from wardmote.groups.models import Seat

    person = make_person("Marta")
    person.organisation = body("Fenland Homes")
    person.save()
    Seat.objects.create(group=groups[GroupKind.TASKING], person=person, since=date(2024, 1, 1))
    return person


@pytest.fixture
def homes(agreement, marta, priya):
    """Fenland Homes must sign; Marta signs for it."""
    from wardmote.agreements.usecases import add_party

    return add_party(agreement, marta.organisation, signatory=marta, by=priya, now=NOW)

"""Who has signed the sharing agreement: most, one a day too late, one never."""

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from wardmote.agreements.models import Agreement, Party
from wardmote.agreements.rules import AgreementKind, add_months
from wardmote.agreements.usecases import (
    add_agreement,
    add_party,
    change_safeguards,
    sign,
)
from wardmote.demo import cast
from wardmote.demo.district import DemoFiles
from wardmote.groups.models import Group, Post
from wardmote.groups.rules import GroupKind
from wardmote.groups.usecases import add_post, hand_over, keep_seat_vacant, seat_post
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.people.models import Organisation, User

SHARING = "Wendle Vale information sharing agreement"
SERVICE = "Community safety service level agreement with the County"
MONTHS = 24
BY = COMMAND_LINE


def sign_agreements(files: DemoFiles, now: datetime) -> None:
    """The register, the signatures, the safeguards that are recorded, and a post."""
    Organisation.objects.filter(name=_name("district")).update(is_host=True)
    if not Agreement.objects.exists():
        _sharing(localdate(now), now)
        _service(localdate(now), now)
    change_safeguards(
        assessment="DPIA 2025/14",
        assessed_on=date(2025, 9, 15),
        hosting="Hosting assurance WV-7",
        hosting_on=date(2025, 10, 1),
        controller=_body("district"),
        lead=_person("ben"),
        by=BY,
        now=now,
    )
    if not Post.objects.exists():
        _posts(localdate(now), now)


def _name(key: str) -> str:
    return next(one.name for one in cast.ORGANISATIONS if one.key == key)


def _body(key: str) -> Organisation:
    return Organisation.objects.get(name=_name(key))


def _person(username: str) -> User:
    return User.objects.get(email=f"{username}@{cast.MAIL}")


def _sharing(today: date, now: datetime) -> None:
    begun = add_months(today, -MONTHS)
    made = add_agreement(
        SHARING,
        AgreementKind.SHARING,
        Group.objects.all(),
        in_force_on=begun - timedelta(days=30),
        sign_by=begun + timedelta(days=30),
        months=MONTHS,
        review_on=add_months(today, 6),
        summary="Partners share what they need to reduce crime and disorder in Wendle Vale "
        "under section 115 of the Crime and Disorder Act 1998, and nothing more.",
        kept_at="Wendle Vale District Council, file CS 12",
        by=BY,
        now=now,
    )
    for signed in cast.SIGNED:
        party = add_party(
            made,
            _body(signed.organisation),
            signatory=_person(signed.signatory) if signed.signatory else None,
            by=BY,
            now=now,
        )
        if signed.days_after is not None:
            _sign(party, signed, begun + timedelta(days=signed.days_after), now)


def _sign(party: Party, signed: cast.Signed, on: date, now: datetime) -> None:
    version = party.agreement.versions.get()
    name, capacity = signed.name, signed.capacity
    sign(party, version, name=name, capacity=capacity, signed_on=on, by=BY, now=now)


def _service(today: date, now: datetime) -> None:
    begun = add_months(today, -8)
    made = add_agreement(
        SERVICE,
        AgreementKind.SERVICE,
        [],
        in_force_on=begun,
        sign_by=begun + timedelta(days=60),
        months=12,
        summary="The County’s analyst works two days a week for the partnership.",
        by=BY,
        now=now,
    )
    for key, name, capacity in (
        ("county", "Grace Tanimoto", "Head of community services"),
        ("district", "Priya Nambiar", "Partnership officer"),
    ):
        party = add_party(made, _body(key), by=BY, now=now)
        version = made.versions.get()
        sign(party, version, name=name, capacity=capacity, signed_on=begun, by=BY, now=now)


def _posts(today: date, now: datetime) -> None:
    """An ex-officio seat held in the interim, and a seat that nobody fills."""
    solving = Group.objects.get(kind=GroupKind.PROBLEM_SOLVING)
    begun = add_months(today, -MONTHS)
    inspector = add_post("Chief Inspector, Wendle", _body("police"), by=BY, now=now)
    seat_post(solving, inspector, since=begun, by=BY, now=now)
    since = add_months(today, -2)
    hand_over(inspector.pk, _person("dev"), since=since, is_interim=True, by=BY, now=now)
    since = add_months(today, -1)
    keep_seat_vacant(solving, _body("probation"), since=since, by=BY, now=now)

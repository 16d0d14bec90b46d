"""Everything that changes who has an account."""

import hashlib
import secrets
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from wardmote.audit.usecases import record
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.people.models import OneTimeLink, Organisation, User
from wardmote.people.rules import LINK_LIVES, PLACEHOLDER, Role


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(
    email: str,
    name: str,
    *,
    by: Actor,
    now: datetime,
    role: Role = Role.NONE,
    organisation: str = "",
) -> tuple[User, str]:
    """Make an account without a password; return it with the token of its one-time link.

    Raises RuleBroken for a bad address, no name, or an address already in use.
    """
    email, name = _free_address(email), _given_name(name)
    body = None
    if organisation.strip():
        body, _ = Organisation.objects.get_or_create(name=organisation.strip())
    user = User(email=email, name=name, role=role, organisation=body)
    user.set_unusable_password()
    user.save()
    record("person.invited", user.pk, by=by, at=now, role=role)
    return user, _new_link(user, now=now)


def _given_name(name: str) -> str:
    if not name.strip():
        raise RuleBroken("Enter the person’s name", about="name")
    return " ".join(name.split())[:120]


def _free_address(email: str) -> str:
    email = email.strip()
    try:
        validate_email(email)
    except ValidationError:
        raise RuleBroken(
            "Enter an e-mail address in the correct format, like name@example.com",
            about="email",
        ) from None
    if User.objects.filter(email__iexact=email).exists():
        raise RuleBroken(f"Someone already has an account as {email}", about="email")
    return email


@transaction.atomic
def send_new_link(user_id: int, *, by: Actor, now: datetime) -> str:
    """Reset: the old password and older links stop working. Returns the new token."""
    user = User.objects.select_for_update().get(pk=user_id)
    if not user.is_active:
        raise RuleBroken("This account is deactivated. Reactivate it first")
    user.set_unusable_password()
    user.save(update_fields=["password"])
    record("person.reset", user.pk, by=by, at=now)
    return _new_link(user, now=now)


def _new_link(user: User, *, now: datetime) -> str:
    user.links.filter(used_at=None).delete()
    token = secrets.token_urlsafe(32)
    user.links.create(digest=digest_of(token), made_at=now, expires_at=now + LINK_LIVES)
    return token


def open_link(token: str, *, now: datetime) -> OneTimeLink:
    """The unused, unexpired link with this token. Raises RuleBroken otherwise."""
    link = OneTimeLink.objects.filter(digest=digest_of(token), used_at=None).first()
    if link is None or link.expires_at <= now or not link.user.is_active:
        raise RuleBroken(
            "This link has been used or is out of date. Ask the partnership officer "
            "for a new one"
        )
    return link


@transaction.atomic
def set_password(
    token: str, password: str, *, now: datetime, email: str = "", name: str = ""
) -> User:
    """Use a one-time link. Raises RuleBroken for a spent link or a weak password.

    `email` and `name` are taken only from the first officer, whose account was made
    before anyone knew who that would be.
    """
    link = OneTimeLink.objects.select_for_update().get(pk=open_link(token, now=now).pk)
    if link.used_at is not None:
        raise RuleBroken("This link has been used. Ask the partnership officer for a new one")
    user = link.user
    if user.email == PLACEHOLDER:
        user.email, user.name = _free_address(email), _given_name(name)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise RuleBroken(error.messages[0], about="password") from error
    user.set_password(password)
    user.save(update_fields=["password", "email", "name"])
    link.used_at = now
    link.save(update_fields=["used_at"])
    record("person.password_set", user.pk, by=user, at=now)
    return user


@transaction.atomic
def change_person(
    user_id: int, *, by: Actor, now: datetime, role: Role, is_active: bool
) -> User:
    """Give or take an office post; activate or deactivate, from the next request.

    Whoever was signed in when their account was shut has to sign in anew, should it be
    opened again. Raises RuleBroken if it would leave the partnership without an officer.
    """
    user = User.objects.select_for_update().get(pk=user_id)
    others = User.objects.filter(role=Role.OFFICER, is_active=True).exclude(pk=user_id)
    gives_up = user.role == Role.OFFICER and (role != Role.OFFICER or not is_active)
    if gives_up and not others.exists():
        raise RuleBroken("The partnership needs at least one officer. Invite another first")
    user.times_shut += user.is_active and not is_active
    user.role, user.is_active = role, is_active
    user.save(update_fields=["role", "is_active", "times_shut"])
    record("person.changed", user.pk, by=by, at=now, role=role, is_active=is_active)
    return user

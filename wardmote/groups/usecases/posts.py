"""Posts that carry seats, and who holds them."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from wardmote.audit.usecases import record
from wardmote.groups.models import Holder, Post
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import day_words
from wardmote.people.models import Organisation, User


@transaction.atomic
def add_post(name: str, organisation: Organisation, *, by: Actor, now: datetime) -> Post:
    """A post of an organisation. RuleBroken for no name, or a post that is there."""
    name = " ".join(name.split())[:120]
    if not name:
        raise RuleBroken("Enter what the post is called", about="name")
    try:
        with transaction.atomic():
            post = Post.objects.create(name=name, organisation=organisation)
    except IntegrityError:
        raise RuleBroken(
            f"{organisation} has a post called {name} already", about="name"
        ) from None
    record("post.added", post.pk, by=by, at=now, name=name, organisation=organisation.pk)
    return post


@transaction.atomic
def hand_over(
    post_id: int,
    person: User,
    *,
    by: Actor,
    now: datetime,
    since: date,
    is_interim: bool = False,
) -> Holder:
    """Somebody takes a post on; whoever held it leaves it, and its seats, that day."""
    post = Post.objects.select_for_update().get(pk=post_id)
    present = post.holders.filter(until=None).first()
    if present is not None and present.person_id == person.pk:
        raise RuleBroken(f"{person} holds this post already", about="person")
    if present is not None:
        if since < present.since:
            raise RuleBroken(
                f"{present.person} took the post on {day_words(present.since)}. Enter a later "
                "day",
                about="since",
            )
        _leave(present, since)
    holder = Holder.objects.create(post=post, person=person, since=since, is_interim=is_interim)
    record("post.handed_over", post.pk, by=by, at=now, person=person.pk, interim=is_interim)
    return holder


@transaction.atomic
def leave_post(holder_id: int, *, by: Actor, now: datetime, on: date) -> Holder:
    """The post is vacant: its seats stay, shown as vacancies."""
    holder = Holder.objects.select_for_update().get(pk=holder_id)
    if holder.until is not None:
        raise RuleBroken("They have left this post already")
    _leave(holder, on)
    record("post.left", holder.post_id, by=by, at=now, person=holder.person_id)
    return holder


def _leave(holder: Holder, on: date) -> None:
    holder.until = max(on, holder.since)
    holder.save(update_fields=["until"])

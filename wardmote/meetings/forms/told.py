"""The answers of the review page as the use case takes them."""

from collections.abc import Mapping

from wardmote.meetings.forms.recalling import ActionRow, PersonRow
from wardmote.meetings.forms.review import Review, taken
from wardmote.meetings.known import EACH
from wardmote.meetings.old import named
from wardmote.meetings.queries import bodies_on
from wardmote.meetings.usecases.arranging import Arrangement
from wardmote.meetings.usecases.attending import Came
from wardmote.meetings.usecases.recalling import OldAction, OldDecision, OldItem, Told
from wardmote.people.models import Organisation, User

Body = Organisation


def told(review: Review) -> Told:
    """What a person made of the file; the page must be valid."""
    about = review.about.cleaned_data
    return Told(
        Arrangement(about["on"], about["starts_at"], mode=about["mode"], place=about["place"]),
        people={str(row.prefix): _came(row) for row in taken(review.people)},
        items={
            str(row.prefix): OldItem(
                str(row.prefix),
                row.cleaned_data["title"],
                row.cleaned_data["number"],
                row.cleaned_data["level"],
            )
            for row in taken(review.items)
        },
        decisions={
            str(row.prefix): OldDecision(
                row.cleaned_data["kind"],
                row.cleaned_data["text"],
                f"items-{row.cleaned_data['item']}",
            )
            for row in taken(review.decisions)
        },
        actions=_actions(review),
        approved_on=about["approved_on"] if about["approved"] == "yes" else None,
        checked=about["checked"],
    )


def _found(key: str) -> User | Body | None:
    """The person or organisation that somebody chose."""
    kind, _, row = key.partition(" ")
    if kind == "person":
        return User.objects.filter(pk=row).first()
    return Body.objects.filter(pk=row).first() if kind == "body" else None


def _came(row: PersonRow) -> Came:
    given = row.cleaned_data
    known = _found(given["who"])
    return Came(
        given["coming"],
        person=known if isinstance(known, User) else None,
        name=given["name"],
        organisation=known if isinstance(known, Body) else None,
        role=given["role"],
        is_member=given["is_member"],
    )


def _actions(review: Review) -> dict[str, OldAction]:
    who = {one.words: one.cleaned_data["who"] for one in review.who}
    each = bodies_on(review.old.group, review.about.cleaned_data["on"])
    return {str(row.prefix): _action(row, who, each) for row in taken(review.actions)}


def _action(row: ActionRow, who: Mapping[str, str], each: list[Body]) -> OldAction:
    """One accountable owner, or a part for each organisation; whom the minutes name besides
    that stays in the text."""
    given = row.cleaned_data
    owners = named(given["owners"])
    chosen = [who.get(one, "") for one in owners]
    known = [_found(key) for key in chosen]
    bodies = [one for one in known if isinstance(one, Body)]
    owner = known[0] if len(known) == 1 else None
    shares = each if chosen == [EACH] else bodies if len(bodies) == len(known) > 1 else []
    text = given["text"]
    if owner is None and not shares:
        missing = [one for one in owners if one.casefold() not in text.casefold()]
        text = f"{text} ({', '.join(missing)})" if missing else text
    return OldAction(
        text, owner, tuple(shares), given["said"], given["became"], f"items-{given['item']}"
    )

"""The answers of the review page as the use case takes them."""

from collections.abc import Mapping

from wardmote.meetings.forms.recalling import ActionRow, PersonRow
from wardmote.meetings.forms.review import Review, taken
from wardmote.meetings.known import Parted, parted
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
                row.cleaned_data["said"].replace("\r\n", "\n"),
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
    """One accountable owner, and a part for each further organisation; whom the minutes name
    besides that stays in the text."""
    given = row.cleaned_data
    part = parted({words: who.get(words, "") for words in named(given["owners"])})
    bodies = [one for key in part.bodies if isinstance(one := _found(key), Body)]
    return OldAction(
        _naming(given["text"], part),
        _found(part.owner),
        (*(each if part.is_each else ()), *bodies),
        given["said"],
        given["became"],
        f"items-{given['item']}",
    )


def _naming(text: str, part: Parted) -> str:
    """The text with those whom nothing else of the action names."""
    missing = [one for one in part.named if one.casefold() not in text.casefold()]
    if not missing:
        return text
    return f"{text} ({'with ' if part.owner else ''}{', '.join(missing)})"

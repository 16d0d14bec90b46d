"""The review page of old minutes: its rows as found, left or sent, and what is wrong."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, TypeVar, cast

from django import forms
from django.http import QueryDict

from wardmote.groups.naming import check_names_no_person
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import and_list, key_of, plural
from wardmote.meetings.exempt import Level
from wardmote.meetings.forms.recalling import (
    AboutForm,
    ActionRow,
    DecisionRow,
    ItemRow,
    PersonRow,
    RowForm,
    WhoForm,
    options,
)
from wardmote.meetings.known import Listed, alike, exactly, suggested
from wardmote.meetings.models import OldMinutes
from wardmote.meetings.old import (
    MOST,
    OLD_DAYS,
    Became,
    due_of,
    named,
    repeated,
    rows_of,
)
from wardmote.meetings.queries import known_ones
from wardmote.meetings.reading.files import FileKind
from wardmote.meetings.usecases.during import READ_BY_MORE
from wardmote.people.pages import add_refusal

ROWS: dict[str, type[RowForm]] = {
    "people": PersonRow,
    "items": ItemRow,
    "decisions": DecisionRow,
    "actions": ActionRow,
}
Row = TypeVar("Row", bound=RowForm)
#: so many answers to who is meant are taken from one page
MOST_OWNERS = 400
NARROWER = (Level.EXEMPT, Level.PARTNER)


def answers(typed: Mapping[str, list[str]]) -> QueryDict:
    """What was kept of a page, as it was sent."""
    sent = QueryDict(mutable=True)
    for name, values in typed.items():
        sent.setlist(name, values)
    return sent


class Review:
    """All forms of the page. `sent` are its answers; `is_final`: they are to be saved.

    Without answers the page begins with what the reader found; with answers that are not
    final they stand in it as they are, and nothing is said to be wrong with them.
    """

    def __init__(
        self,
        old: OldMinutes,
        sent: QueryDict | None = None,
        *,
        is_final: bool = False,
        on: date,
    ) -> None:
        self.old, self.sent, self.is_final, self.today = old, sent, is_final, on
        self.known = known_ones()
        found = rows_of(old.found, old.text, FileKind(old.kind))
        self.more = list(found.more.items())
        self.initial = {kind: getattr(found, kind) for kind in ROWS}
        self.counts = {kind: self._count(kind) for kind in ROWS}
        self.about = cast("AboutForm", self._made(AboutForm, "about", _about(old.found, on)))
        self.listed = [
            Listed(one["name"], one["initials"] or "")
            for where in ("present", "apologies")
            for one in old.found[where]
        ]
        self.item_choices = [
            (str(at), self._item_name(at)) for at in range(self.counts["items"])
        ]
        self.people = cast("list[PersonRow]", self._rows("people"))
        self._find_twice()
        self.items = cast("list[ItemRow]", self._rows("items"))
        self.decisions = cast("list[DecisionRow]", self._rows("decisions"))
        self.actions = cast("list[ActionRow]", self._rows("actions"))
        self.who = self._who()

    def _find_twice(self) -> None:
        """Who is listed more than once stays open on the page: one of the rows is left out."""
        rows = taken(self.people)
        names = Counter(str(row["name"].value()).casefold() for row in rows)
        for row in rows:
            row.is_twice = names[str(row["name"].value()).casefold()] > 1

    def _count(self, kind: str) -> int:
        if self.sent is None:
            return len(self.initial[kind])
        return min(key_of(self.sent.get(f"count-{kind}", "")), MOST[kind])

    def _said(self, name: str) -> str:
        return str(self.sent.get(name, "")) if self.sent is not None else ""

    def _item_name(self, at: int) -> str:
        row = self.initial["items"][at] if at < len(self.initial["items"]) else {}
        if self.sent is not None:
            row = {name: self._said(f"items-{at}-{name}") for name in ("number", "title")}
        return f"{row.get('number', '')} {row.get('title', '')}".strip() or f"Item {at + 1}"

    def _made(
        self,
        make: Callable[..., forms.Form],
        prefix: str,
        initial: Mapping[str, Any],
        **more: Any,
    ) -> forms.Form:
        """A form that is sent, or taken up as it was left, or begins with what was found."""
        if self.sent is None:
            return make(prefix=prefix, initial=initial, **more)
        if self.is_final:
            return make(self.sent, prefix=prefix, **more)
        empty = make(prefix=prefix, **more)
        left = {
            name: field.widget.value_from_datadict(self.sent, {}, empty.add_prefix(name))
            for name, field in empty.fields.items()
        }
        return make(prefix=prefix, initial=left, **more)

    def _rows(self, kind: str) -> list[forms.Form]:
        found = self.initial[kind]
        return [
            self._made(
                ROWS[kind],
                f"{kind}-{at}",
                self._begin(kind, found[at]) if at < len(found) else {},
                **self._more(kind, found[at] if at < len(found) else {}),
            )
            for at in range(self.counts[kind])
        ]

    def _begin(self, kind: str, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """What was found; a full name that one person alone has is that person."""
        if kind != "people":
            return row
        return {"who": exactly(row["name"], self.known), **row}

    def _more(self, kind: str, row: Mapping[str, Any]) -> dict[str, Any]:
        if kind == "people":
            likely = alike(row.get("name", ""), self.known)
            names = [one.name for one in self.known if one.key in likely]
            return {"who": options(self.known, likely), "perhaps": " or ".join(names)}
        return {} if kind == "items" else {"items": self.item_choices}

    def _who(self) -> list[WhoForm]:
        """One question for each owner that the actions name, however often they do."""
        lines = [str(one["owners"].value() or "") for one in self.actions if not one.is_out]
        owners = dict.fromkeys(name for line in lines for name in named(line))
        chosen = {
            self._said(f"who-{at}-words"): self._said(f"who-{at}-who")
            for at in range(min(key_of(self._said("count-who")), MOST_OWNERS))
        }
        return [self._who_is(at, words, chosen) for at, words in enumerate(owners)]

    def _who_is(self, at: int, words: str, chosen: Mapping[str, str]) -> WhoForm:
        likely = suggested(words, self.listed, self.known)
        given: dict[str, Any] = {
            "words": words,
            "suggestions": likely,
            "who": options(self.known, likely),
            "prefix": f"who-{at}",
        }
        if self.is_final:
            return WhoForm({f"who-{at}-who": chosen.get(words, "")}, **given)
        return WhoForm(initial={"who": chosen[words]} if words in chosen else None, **given)

    @property
    def forms(self) -> Iterator[forms.Form]:
        yield self.about
        for rows in (self.people, self.items, self.decisions, self.actions, self.who):
            yield from rows

    @property
    def counted(self) -> list[tuple[str, int]]:
        """How many rows of each kind the page has, as it sends them along."""
        return [*self.counts.items(), ("who", len(self.who))]

    def is_valid(self) -> bool:
        """Whether it can be saved; what is wrong is said at its field."""
        wrong = [one for one in list(self.forms) if not one.is_valid()]
        if not wrong:
            self._check_people()
            self._check_numbers()
            self._check_actions()
        return not any(one.errors for one in self.forms)

    def _check_people(self) -> None:
        rows = taken(self.people)
        for at in repeated([row.cleaned_data["name"] for row in rows]):
            rows[at].add_error(
                "name",
                f"{rows[at].cleaned_data['name']} is listed twice. Leave one of them out",
            )
        people = [row.cleaned_data["who"] for row in rows]
        for at in repeated([key if key.startswith("person") else "" for key in people]):
            rows[at].add_error("who", "Two of those listed cannot be the same person")

    def _check_numbers(self) -> None:
        rows = taken(self.items)
        for at in repeated([row.cleaned_data["number"] for row in rows]):
            number = rows[at].cleaned_data["number"]
            rows[at].add_error("number", f"{number} is the number of two items")

    def _check_actions(self) -> None:
        about = self.about.cleaned_data
        levels = {row.prefix: row.cleaned_data["level"] for row in taken(self.items)}
        is_old = about["on"] <= self.today - timedelta(days=OLD_DAYS)
        for row in taken(self.actions):
            given = row.cleaned_data
            given["became"] = (
                given["became"] or about["rest"] or (Became.CLOSED if is_old else None)
            )
            if given["became"] is None:
                row.add_error("became", "Select what became of it, or choose for all above")
            try:
                given["said"] = due_of(given["due"], self.old.group_id, about["on"])
                if not about["checked"]:
                    check_names_no_person(given["text"], False, "text")
                    _check_level(levels.get(f"items-{given['item']}", Level.GROUP))
            except RuleBroken as refusal:
                add_refusal(row, refusal)

    def refuse(self, refusal: RuleBroken) -> None:
        """Show why it was not saved, at the field of the row that it is about."""
        kind, _, field = (refusal.about or "").rpartition("-")
        row = next((one for one in self.forms if kind and one.prefix == kind), self.about)
        add_refusal(row, RuleBroken(str(refusal), about=field))

    @property
    def found_words(self) -> str:
        """What the page has, counted: its heading."""
        return and_list(
            [
                plural(len(self.people), "person", "people"),
                plural(len(self.decisions), "decision"),
                plural(len(self.actions), "action"),
            ]
        )

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Every refusal with the field that it links to."""
        found = []
        for one in self.forms if self.is_final else ():
            found += [("", str(error)) for error in one.non_field_errors()]
            for field in one:
                target = field.id_for_label or f"{field.auto_id}_0"
                found += [(target, str(error)) for error in field.errors]
        return found


def _check_level(level: Level) -> None:
    if level in NARROWER:
        raise RuleBroken(READ_BY_MORE, about="text")


def _about(found: Mapping[str, Any], today: date) -> dict[str, Any]:
    on = date.fromisoformat(found["date"]) if found["date"] else None
    is_old = on is not None and on <= today - timedelta(days=OLD_DAYS)
    return {
        "on": on,
        "starts_at": found["time"] or "",
        "place": (found["place"] or "")[:200],
        "rest": Became.CLOSED if is_old else None,
    }


def taken(rows: Iterable[Row]) -> list[Row]:
    """The rows that are not left out."""
    return [one for one in rows if not one.is_out]


def kept(sent: QueryDict) -> dict[str, list[str]]:
    """A page's answers as they are kept, without what belongs to one request alone."""
    once = ("csrfmiddlewaretoken", "add", "keep", "later")
    return {name: [str(one) for one in sent.getlist(name)] for name in sent if name not in once}

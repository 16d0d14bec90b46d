"""Filling in a page's form as somebody would who wants it to be taken."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client

WORDS = "Some words that will do"
ONE_WORD = "X-12"
DAY = {"0": "1", "1": "1", "2": "2999"}  # day, month, year


class _Form(HTMLParser):
    """The answers of the first form that is posted to its own page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.answers: dict[str, str] = {}
        self.found = False
        self._inside = False
        self._writes = self._chooses = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "form":
            self._inside = given.get("method") == "post" and not self.found
            self._inside = self._inside and not given.get("action")
            self.found = self.found or self._inside
        name = given.get("name", "")
        if not self._inside or name in ("", "csrfmiddlewaretoken"):
            if self._chooses and tag == "option" and given.get("value"):
                self._choose(given)
            return
        if tag == "input":
            self._answer(name, given)
        elif tag == "textarea":
            self._writes, self.answers[name] = name, ""
        elif tag == "select":
            self._chooses = name

    def _choose(self, given: dict[str, str]) -> None:
        if "selected" in given or self._chooses not in self.answers:
            self.answers[self._chooses] = given["value"]

    def _answer(self, name: str, given: dict[str, str]) -> None:
        kind, value = given.get("type", "text"), given.get("value", "")
        if kind in ("radio", "checkbox"):
            if "checked" in given or name not in self.answers:
                self.answers[name] = value or "on"
        elif kind == "hidden":
            self.answers[name] = value or ("on" if name == "checked" else "")
        elif kind != "file":
            self.answers[name] = value or DAY.get(name[-1:], "") or self._guess(given)

    def _guess(self, given: dict[str, str]) -> str:
        if given.get("inputmode") == "numeric" or given.get("type") == "number":
            return "3"
        if given.get("type") == "email":
            return "new.person@wendle.example"
        return ONE_WORD if given.get("spellcheck") == "false" else WORDS

    def handle_data(self, data: str) -> None:
        if self._writes:
            self.answers[self._writes] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._writes:
            written = self.answers[self._writes].strip()
            self.answers[self._writes] = written or WORDS
            self._writes = ""
        elif tag == "select":
            self._chooses = ""
        elif tag == "form":
            self._inside = False


def filled(client: Client, where: str) -> dict[str, Any]:
    """The answers to the form at this address; none where it has no form."""
    page = client.get(where)
    if page.status_code != 200 or "text/html" not in page.headers.get("Content-Type", ""):
        return {}
    return answers_in(page.text)


def answers_in(page: str) -> dict[str, Any]:
    """The answers of the form on a page that was fetched already."""
    form = _Form()
    form.feed(page)
    form.close()
    return form.answers


def hidden(client: Client, where: str, name: str) -> str:
    """What the form of this page says by itself, such as what it showed."""
    return answers_in(client.get(where).text).get(name, "")

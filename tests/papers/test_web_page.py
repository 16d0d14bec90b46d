"""The paper as a web page: the same numbers, and nothing a person wrote is markup."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from tests.papers.samples import COUNTS, HOSTILE, NUMBERS, PAPER, documents, everywhere
from wardmote.papers.document import Table
from wardmote.papers.html import render_document


class Seen(HTMLParser):
    """The words, tags, attributes and ids of a page."""

    def __init__(self, page):
        super().__init__()
        self.words, self.tags, self.attributes = "", [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, words):
        self.words += words

    def values(self, name):
        return [value for key, value in self.attributes if key == name]


def test_each_paragraph_has_an_address_and_its_number():
    page = render_document(PAPER)
    for number in NUMBERS:
        assert re.search(rf'<p [^>]*id="p{number}"><a [^>]*>{number}</a> ', page)
    assert "Table 1: Burglaries by month" in page
    assert "Figure 1: Burglaries by month" in page


def test_the_contents_lead_to_headings_and_no_id_is_used_twice():
    seen = Seen(render_document(PAPER))
    ids = seen.values("id")
    assert len(ids) == len(set(ids))
    inside = [href[1:] for href in seen.values("href") if href.startswith("#")]
    assert {"changed", "longmere", "wards", "how"} <= set(inside) <= set(ids)


def test_the_figures_numbers_are_one_click_away():
    page = render_document(PAPER)
    details = page[page.index("<details") : page.index("</details>")]
    assert "Show the figures" in details
    assert '<td class="govuk-table__cell govuk-table__cell--numeric">10</td>' in details
    assert '<th scope="row" class="govuk-table__header">May 2026</th>' in details


def test_on_a_phone_the_rows_of_a_wide_table_read_as_blocks():
    wide = Table(
        "By ward", ("Ward", "Count", "Rate", "Rank"), (("Longmere", "4", "1.2", "3rd"),)
    )
    page = render_document(replace(PAPER, blocks=(wide, COUNTS)))
    assert page.count("ward-stack") == 1
    assert 'data-label="Rate">1.2<' in page
    assert 'data-label="Burglaries"' not in page


def test_the_marking_stands_on_a_paper_that_is_not_public():
    assert "OFFICIAL-SENSITIVE: partners" in render_document(PAPER)


@pytest.mark.parametrize("payload", HOSTILE)
def test_markup_stays_letters(payload):
    seen = Seen(render_document(everywhere(payload)))
    assert "script" not in seen.tags
    assert seen.words.count(payload) > 9


@settings(max_examples=50, deadline=None)
@given(documents())
def test_no_text_adds_a_script_or_a_style(document):
    seen = Seen(render_document(document))
    names = {name for name, _ in seen.attributes}
    assert not {"script", "style", "iframe"} & set(seen.tags)
    assert not [name for name in names if name.startswith("on") or name == "style"]

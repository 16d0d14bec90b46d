"""What a report says of signals, of both rules of flags, and of the numbers it used."""

from dataclasses import replace
from datetime import date
from unittest.mock import Mock

import pytest

from wardmote.flags.rules import Kind
from wardmote.kernel.disclosure import table_of
from wardmote.papers.html import render_document
from wardmote.releases.rules import ReleaseKind
from wardmote.reports.changing import Changing
from wardmote.reports.document import report_document
from wardmote.reports.facts import (
    BandFacts,
    DatasetFacts,
    Facts,
    Imprint,
    SignalFacts,
    WardFacts,
    facts_from_json,
    facts_to_json,
)
from wardmote.reports.outside import counts_of, partners_of
from wardmote.reports.outside import outside as outside_of
from wardmote.reports.releasing import drafts

LONGMERE, STOKE = "E05000001", "E05000002"
RISE = SignalFacts(LONGMERE, "RISING", "14 in April to June, 6 expected. Third month above.")
WIDE = SignalFacts("", "RISING", "310 in April to June, 240 expected.")
BAND = BandFacts(LONGMERE, ("2025-05", "2025-06"), (6, 5), (0.4, 0.5), (3.9, 4.1))
BURGLARY = DatasetFacts(
    slug="burglary",
    name="Burglary",
    is_police=True,
    counts={LONGMERE: 14, STOKE: 3},
    flagged=(LONGMERE,),
    rule="probability",
    literal=(STOKE,),
    signals=(WIDE, RISE),
    ended=((STOKE, "HELD"),),
    bands=(BAND,),
)
FIRES = DatasetFacts(
    slug="deliberate-fires",
    name="Deliberate fires",
    is_police=False,
    counts={LONGMERE: 7, STOKE: 31},
    flagged=(STOKE,),
    rule="top_share",
    literal=(LONGMERE,),
    signals=(SignalFacts(STOKE, "HELD", "31 in the last 3 months. It stays high."),),
    ended=((LONGMERE, "RISING"),),
)
FACTS = Facts(
    quarter="2025Q2",
    boundaries="wards, 2025-05",
    gathered_on="2025-08-04",
    wards=(WardFacts(LONGMERE, "Longmere", 8000), WardFacts(STOKE, "Stoke Lacy", 5000)),
    datasets=(BURGLARY, FIRES),
    k=1,
    thresholds=(("How sure before a flag goes on", "64 %"), ("Most priority areas", "5")),
    has_earlier=True,
)
IMPRINT = Imprint("Wendle Vale CSP", "Wendle Vale", "Draft", date(2025, 8, 4), {})


def first_told(facts):
    """As if nothing had been told before."""
    tables = {one.slug: table_of(counts_of(one)) for one in partners_of(facts)}
    return outside_of(facts, tables, {})


def page(facts=FACTS, *, guarded=False):
    told = first_told(facts) if guarded else None
    document = report_document(facts, (), {}, IMPRINT, None, told)
    return render_document(document)


def test_a_change_of_the_whole_district_is_said_once():
    first_section = page().split('id="signals"')[0]
    assert first_section.count("310 in April to June, 240 expected.") == 1


def test_new_signals_come_first_and_ended_ones_are_counted():
    text = page()
    assert "2 signals are new in a ward and 2 have ended" in text
    assert "Longmere, Burglary: rising. 14 in April to June, 6 expected." in text


def test_what_has_ended_is_named():
    text = page().split('id="signals"')[1]
    assert "Stoke Lacy, Burglary: no longer clearly above or below what is usual." in text
    assert "Longmere, Deliberate fires: no longer rising beyond what is expected." in text
    assert "Deliberate fires: no longer" not in page(guarded=True)


def test_what_has_ended_is_released_of_its_ward_but_not_of_partners_data(db):
    outside = first_told(FACTS)
    document = report_document(FACTS, (), {}, IMPRINT, None, outside)
    files = {"pdf": b"", "docx": b""}
    told = {
        one.content["ward"]["name"]: one.content["ended"]
        for one in drafts(FACTS, {}, IMPRINT, 1, document, files, outside)
        if one.kind == ReleaseKind.FLAGS
    }
    assert [one["sentence"] for one in told["Stoke Lacy"]] == [
        "No longer clearly above or below what is usual."
    ]
    assert told["Longmere"] == []


def test_nothing_has_ended_where_nothing_can_be_said():
    rise = Mock(code=LONGMERE, kind=Kind.RISING, dataset="burglary")
    before = Mock(district=[], of_dataset=lambda slug: [rise])
    now = Mock(district=[], of_dataset=lambda slug: [])
    ended = ((LONGMERE, "RISING"),)
    assert Changing(now, before, "").ended("burglary") == ended
    assert Changing(now, before, "A month is missing.").ended("burglary") == ()
    assert Changing(None, before, "").ended("burglary") == ()


def test_a_signal_that_was_there_is_not_called_new():
    old = replace(FACTS, datasets=(replace(BURGLARY, signals=(replace(RISE, is_new=False),)),))
    assert "0 signals are new in a ward and 1 has ended" in page(old)


def test_a_rise_is_drawn_with_what_was_expected():
    text = page()
    assert "Burglary in Longmere is rising" in text
    assert "Expected, nine months in ten" in text


def test_both_rules_of_flags_stand_side_by_side():
    text = page()
    assert "By this quarter’s rank alone" in text
    assert "By rank alone, as set for them: Deliberate fires." in text


def test_a_partners_signals_and_second_list_are_not_published():
    assert "31 in the last 3 months" in page()
    published = page(guarded=True)
    assert "31 in the last 3 months" not in published
    assert "1 signal is new in a ward and 1 has ended" in published
    assert "not published" in published


def test_where_signals_cannot_be_said_the_report_says_why():
    text = page(replace(FACTS, signals_refusal="Signals need 24 months of figures."))
    assert text.count("Signals need 24 months of figures.") == 2
    assert "Third month above" not in text


def test_the_report_says_which_thresholds_it_used():
    text = page()
    assert "How sure before a flag goes on" in text
    assert "64 %" in text


def test_facts_come_back_as_they_were_kept():
    assert facts_from_json(facts_to_json(FACTS)) == FACTS


@pytest.mark.parametrize("left_out", ["signals", "ended", "bands", "literal", "rule"])
def test_facts_kept_before_there_were_signals_can_be_read(left_out):
    import json

    kept = json.loads(facts_to_json(FACTS))
    for one in kept["datasets"]:
        del one[left_out]
    del kept["thresholds"], kept["signals_refusal"]
    assert facts_from_json(json.dumps(kept)).datasets[0].name == "Burglary"

"""Minutes that lost their spaces get them back; what is whole stays as it is."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.harness import SHARED
from bench.losing import added, elements, everywhere, f1, lose, stretches
from bench.mending import SEED_CLEAN, SEED_WEB, missing
from wardmote.meetings.mending import mend, parting
from wardmote.meetings.mending.parting import part
from wardmote.meetings.mending.speech import Speech

WHOLE = {path.stem: path.read_text() for path in Path(__file__).parent.glob("whole/*.txt")}
FRAME = "Members feltthe datain thereport wasgood. {} Theywill focuson thearea thisyear.\n"
"""A paragraph that has clearly lost breaks, so that what stands in it is in doubt."""


@pytest.mark.parametrize(
    ("lost", "mended"),
    [
        (
            "LRtook theBoard throughthe datareport.",
            "LR took the Board through the data report.",
        ),
        ("engagement.MF- Advisedthat surveyswere", "engagement. MF- Advised that surveys were"),
        (
            "PCsto gofrom reactiveto prepared,offering",
            "PCs to go from reactive to prepared, offering",
        ),
        ("thegroup meton 31stMarch at7pm tohear", "the group met on 31st March at 7pm to hear"),
        (
            "in2020The 3groups willfeed intoeach other",
            "in 2020 The 3 groups will feed into each other",
        ),
        ("sheCouldn’tsay whatthe CSP’swork was", "she Couldn’t say what the CSP’s work was"),
        (
            "(partners,led bypolice)will helpcreate",
            "(partners, led by police) will help create",
        ),
        ("wework inself-service partnershipsand", "we work in self-service partnerships and"),
    ],
)
def test_breaks_that_were_lost_come_back(lost, mended):
    assert mend(FRAME.format(lost)).count(mended) == 1


@pytest.mark.parametrize(
    "kept",
    [
        "10.00 a.m. e.g. £1,284.60 18.5% 27/02/2020 2020-21 01954 7pm 31st",
        "www.wendle.example.gov.uk/minutes clerk@wendle-pc.gov.uk https://x.org/a?b=theboard",
        "S/1123/23/FL Cou/285/07-08 CB22 O&S.68/17 s.137 A1307 B5381 DHR3",
        "into another maybe cannot within someone everyone themselves nowhere therefore",
        "T&CG PCSO ASB CSP OPCC SCDC PCs DHRs MAPPA",
        "Cambourne Waterbeach Papworth Gamlingay Hinxton Duxford Abertillery",
        "McFarlane O’Hanlon Wojciechowska Onwudiwe Subramaniam Llewellyn Pritchard-Hughes",
        "colour prioritised organisation neighbourhood programme licence behaviour judgment",
        "anti-social e-bulletins re-varnished two-storey non-pecuniary",
        "report_v2.docx `wardmote status` ../shared wards[0] --json",
        "| Topic | Who | When |",
    ],
)
def test_what_is_one_word_stays_one_word_among_damage(kept):
    assert f" {kept} " in mend(FRAME.format(kept))


@pytest.mark.parametrize(
    "word", ["Cyngor", "Cofnodion", "Pwyllgor", "Partneriaeth", "cyfarfod"]
)
def test_welsh_of_councils_is_known_to_be_whole(word):
    assert part(word, Speech({}, frozenset())).gain < -3


@pytest.mark.parametrize("name", WHOLE)
def test_whole_minutes_stay_as_they_are(name):
    text = WHOLE[name]
    assert 1e4 * len(added(text, mend(text))) <= 4 * len(text)


@pytest.mark.parametrize("how", [stretches, everywhere(0.2), everywhere(0.6), elements])
@pytest.mark.parametrize("name", WHOLE)
def test_minutes_that_were_damaged_are_mended(name, how):
    scores = []
    for seed in (11, 12):
        damaged = lose(WHOLE[name], seed, how)
        assert damaged.text != WHOLE[name]
        scores.append(f1(added(damaged.text, mend(damaged.text)), damaged.lost))
    assert sum(scores) / 2 >= 0.88
    assert min(scores) >= 0.85


def test_a_whole_paragraph_beside_a_damaged_one_is_not_touched():
    for whole in WHOLE.values():
        mended = mend(FRAME.format("") + "\n" + whole)
        assert mended.endswith(whole) or len(mended) - len(mend(FRAME.format("")) + whole) <= 2


def test_a_name_that_stands_free_once_is_not_split_elsewhere():
    text = (
        FRAME.format("")
        + "Cllr Hinxwold spoke. Later Hinxwold askedabout Hinxwoldand itsgreen.\n"
    )
    assert "asked about Hinxwold and its green" in mend(text)


@pytest.mark.skipif(not SHARED.exists(), reason="../shared is absent")
def test_the_real_minutes_are_mended():
    web = (SHARED / "seeds" / SEED_WEB).read_text()
    clean = (SHARED / "seeds" / SEED_CLEAN).read_text()
    true = missing(web, clean)
    assert len(true) == 246
    assert f1(added(web, mend(web)), true) >= 0.97
    assert mend(clean) == clean


PIECES = st.sampled_from(
    [
        *WHOLE["board"].split()[:120],
        "theBoard",
        "ofthe",
        "\r\n",
        "\n\n",
        "\t",
        "\u00a0",
        " ",
        "\ufeff",
    ]
)


@settings(max_examples=30, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join)))
def test_spaces_are_added_and_nothing_else(text):
    mended = mend(text)
    added(text, mended)  # raises where anything but a space was added or anything taken
    assert [line.replace(" ", "") for line in mended.splitlines()] == [
        line.replace(" ", "") for line in text.splitlines()
    ]


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(sorted(WHOLE)), st.integers(0, 10**6), st.floats(0.02, 0.9))
def test_mending_twice_is_mending_once(name, seed, share):
    damaged = lose(WHOLE[name][:1200], seed, everywhere(share))
    once = mend(damaged.text)
    assert mend(once) == once
    assert mend(damaged.text) == once


@pytest.mark.parametrize(
    "odd",
    [
        "a" * 100_000,
        "thedatareport" * 8_000,
        "the.data," * 10_000,
        "'\"(" * 30_000,
        "9" * 100_000,
        "x@" * 50_000,
        "\n" * 100_000,
        "-/" * 40_000 + " " + "/&" * 1000,
    ],
    ids=lambda odd: odd[:6].replace("\n", "line"),
)
def test_a_hundred_thousand_odd_characters_are_no_burden(odd):
    assert mend(odd) == odd


def test_long_texts_cost_in_proportion(monkeypatch):
    """Counted, not timed: a token that comes again is not judged again."""
    judged, judge = [], parting._two
    monkeypatch.setattr(parting, "_two", lambda *given: judged.append(1) or judge(*given))
    damaged = lose(WHOLE["parish"], 3, stretches).text
    counts = []
    for times in (1, 8):
        judged.clear()
        mend(damaged * times)
        counts.append(len(judged))
    assert counts[1] <= 2 * counts[0]

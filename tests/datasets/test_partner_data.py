"""A partner's counts: what is not reported is never zero, and some data is never taken."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import NOW
from wardmote.datasets.models import Dataset, DatasetFigure, Import
from wardmote.datasets.partner import Columns, read
from wardmote.datasets.queries import dataset_named, figures_of
from wardmote.datasets.rules import check_may_be_taken
from wardmote.datasets.usecases import change_dataset, import_dataset, register_dataset
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month, Quarter

Q2 = Quarter(2025, 2)
CODES = {"E1", "E2", "E3"}


def parse(text: str | bytes, *, ours=CODES, **columns):
    body = text if isinstance(text, bytes) else text.encode()
    known = CODES | {"F1"}
    return read(body, "fires.csv", columns=Columns(**columns), ours=ours, known=known)


@pytest.mark.parametrize(
    "heading",
    [
        "ward_code,month,count",
        "WD25CD,Period,Fire count",
        "\ufeffWard code, Month of fire\u00a0quarter ,COUNT",
        "count_of_x,code,month,count",
    ],
)
def test_columns_are_told_by_their_ending(heading):
    line = "5,E1,2025-04,7" if heading.startswith("count_of") else "E1,2025-04,7"
    found = parse(f"{heading}\n{line}\n")
    assert found.figures == {Month(2025, 4): {"E1": 7}}


def test_columns_may_be_named():
    text = "place,when,fires\nE1,2025Q2,7\n"
    with pytest.raises(RuleBroken, match=r"no column for the code\. Name it with --code-col"):
        parse(text)
    found = parse(text, code="Place", period="when", count="fires")
    assert found.figures == {Q2: {"E1": 7}}
    with pytest.raises(RuleBroken, match="more than one column for the count"):
        parse("code,month,fire count,false count\nE1,2025-04,1,2\n")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("E9,2025-04,1", "E9 is not the code of a ward"),
        (",2025-04,1", "a blank is not the code"),
        ("E1,2025-13,1", "neither a month"),
        ("E1,,1", "neither a month"),
        ("E1,2025Q2,1", "is a quarter where the others are months"),
        ("E1,2025-05,-3", "-3 is less than nothing"),
        ("E1,2025-05,2.5", "“2.5” is not a whole number"),
        ("E1,2025-05,many", "is not a whole number"),
        ("E1,2025-05,99999999999", "is not a whole number"),
        ("E1,2025-05,9999999999", "too large"),
        ("E1,2025-05,=1+1", "looks like a formula"),
        ("E1,2025-05,@SUM(A1)", "looks like a formula"),
        ("=cmd|x,2025-05,1", "looks like a formula"),
        ("E1,2025-04,9", "were already given on line 2"),
        ("E1,2025-05", "it has 2 values where the heading has 3"),
        ('E1,"2025"-05,3', "a quotation mark is out of place"),
    ],
)
def test_a_bad_row_is_named(line, reason):
    found = parse(f"code,month,count\nE1,2025-04,7\nE2,2025-04,8\n{line}\nE3,2025-04,1\n")
    assert found.figures == {Month(2025, 4): {"E1": 7, "E2": 8, "E3": 1}}
    (reject,) = found.rejects
    assert (reject.file, reject.line) == ("fires.csv", 4)
    assert reason in reject.reason


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is empty"),
        ("<html>", "is a web page"),
        ("code,month,count\n", "has a heading but no rows"),
        ("code,month,count\nE9,2025-04,1\nE8,2025-04,1\n", "2 of the 2 rows"),
        ('code,month,count\nE1,2025-04,1\n"E2,2025', "was cut short"),
        ("Crime ID,Month,Reported by,Longitude,Latitude,Crime type\n", "police.uk"),
        ("code,month,caravan count\nE1,2025-04,1\n", "takes no data on encampments"),
    ],
)
def test_a_wrong_file_is_refused(text, why):
    with pytest.raises(RuleBroken, match=why):
        parse(text)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_read_or_refused(body):
    for start in b"", b"code,month,count\n":
        with contextlib.suppress(RuleBroken):
            parse(start + body)


@pytest.mark.parametrize(
    "name",
    [
        "Unauthorised encampments",
        "encampment-welfare-visits",
        "Caravan count July",
        "caravan_counts",
        "Gypsy and Traveller pitches",
        "GYPSIES",
        "Roma households",
        "New Travellers",
        "Victims by ethnicity",
        "Ethnic group of victims",
        "é̂thnicity",
        "Travelling showpeople",
        "GRT events",
        "t-r-a-v-e-l-l-e-r-s",
    ],
)
def test_data_that_would_single_people_out_is_never_taken(name):
    with pytest.raises(RuleBroken, match="single people out for who they are"):
        check_may_be_taken(name)


@pytest.mark.parametrize(
    "name", ["Deliberate fires", "Financial need", "Aromatherapy", "Hate incidents", "ASB"]
)
def test_other_data_is_taken(name):
    check_may_be_taken(name)


@pytest.fixture
def load(load_wards, tmp_path):
    load_wards("E1", "E2", "E3")

    def load(*lines, slug="deliberate-fires", heading="ward_code,month,count", **options):
        path = Path(tmp_path / "fires.csv")
        path.write_text("\n".join([heading, *lines]) + "\n")
        return import_dataset(path, slug, by=COMMAND_LINE, now=NOW, **options)

    return load


def figures():
    return sorted(DatasetFigure.objects.values_list("period", "code", "count"))


def test_a_ward_left_out_is_not_reported_and_never_zero(load):
    receipt = load("E1,2025Q2,4", "E2,2025Q2,0", "E3,2025Q2,")
    assert figures_of("deliberate-fires", Q2).counts == {"E1": 4, "E2": 0, "E3": None}
    assert "not as zero" in " ".join(receipt.messages)


def test_unless_the_person_says_that_blank_is_zero(load):
    load("E1,2025Q2,4", "E2,2025Q2,", blank_is_zero=True)
    assert figures_of("deliberate-fires", Q2).counts == {"E1": 4, "E2": 0, "E3": 0}


def test_months_add_up_to_a_quarter_only_when_all_are_reported(load):
    load("E1,2025-04,1", "E1,2025-05,2", "E2,2025-04,3")
    found = figures_of("deliberate-fires", Q2)
    assert found.counts == {"E1": 3, "E2": None, "E3": None}
    assert found.missing == (Month(2025, 6),)
    assert figures_of("deliberate-fires", Quarter(2025, 3)).counts["E1"] is None


def test_the_same_file_twice_changes_nothing(load):
    load("E1,2025Q2,4", "E2,2025Q2,5")
    before = list(DatasetFigure.objects.values_list("pk", flat=True))
    receipt = load("E2,2025Q2,5", "E1,2025Q2,4")
    assert receipt.changes["unchanged"] == 1
    assert list(DatasetFigure.objects.values_list("pk", flat=True)) == before


def test_a_period_is_replaced_as_a_whole_and_the_others_stay(load):
    load("E1,2025Q1,1", "E2,2025Q1,2", "E1,2025Q2,3", "E2,2025Q2,4")
    load("E3,2025Q2,9")
    assert figures() == [("2025Q1", "E1", 1), ("2025Q1", "E2", 2), ("2025Q2", "E3", 9)]


def test_under_half_of_the_wards_is_refused_unless_said(load):
    load("E1,2025Q2,1", "E2,2025Q2,2", "E3,2025Q2,3")
    with pytest.raises(RuleBroken, match="has 1 wards in these files, under half of the 3"):
        load("E1,2025Q2,1")
    assert len(figures()) == 3
    load("E1,2025Q2,1", replace=True)
    assert len(figures()) == 1


def test_months_do_not_mix_with_quarters(load):
    load("E1,2025Q2,1")
    with pytest.raises(RuleBroken, match="is a month where the others are quarters"):
        load("E1,2025-04,1")


def test_rejected_rows_leave_the_rest_in(load):
    receipt = load("E1,2025Q2,1", "E2,2025Q2,-4", "E3,2025Q2,3")
    assert (receipt.rows, receipt.rejected, receipt.placed) == (3, 1, 2)
    assert len(figures()) == 2


def test_a_new_data_set_enters_the_register_to_be_filled_in(load):
    receipt = load("E1,2025Q2,1")
    fires = dataset_named("deliberate-fires")
    assert (fires.name, fires.owner, fires.period_kind) == (
        "Deliberate fires",
        "not stated",
        "quarter",
    )
    assert "fill them in" in receipt.messages[0]
    assert fires.last_received_on == NOW.date()
    change_dataset("deliberate-fires", owner="Fire and rescue", by=COMMAND_LINE, now=NOW)
    assert dataset_named("deliberate-fires").owner == "Fire and rescue"
    assert not load("E1,2025Q2,1").messages[1:]


@pytest.mark.parametrize("slug", ["burglary", "all-crime"])
def test_police_data_sets_are_not_loaded_by_hand(load, slug):
    with pytest.raises(RuleBroken, match="is counted from the police"):
        load("E1,2025Q2,1", slug=slug)


@pytest.mark.parametrize("slug", ["Deliberate Fires", "", "x" * 61, "caravan-count"])
def test_a_slug_that_cannot_be_is_refused(load, slug):
    with pytest.raises(RuleBroken):
        load("E1,2025Q2,1", slug=slug)
    assert not Dataset.objects.filter(source="partner").exists()


def test_a_refusal_leaves_no_trace_but_its_receipt(load):
    with pytest.raises(RuleBroken):
        load("E9,2025Q2,1")
    assert not Dataset.objects.filter(source="partner").exists()
    assert Import.objects.get().state == "refused"


def test_the_register_refuses_by_name_when_edited_too(db):
    made = {"owner": "Council", "lawful_basis": "s.17A", "by": COMMAND_LINE, "now": NOW}
    register_dataset("fires", "Fires", **made)
    with pytest.raises(RuleBroken, match="is in the register already"):
        register_dataset("fires", "Fires", **made)
    with pytest.raises(RuleBroken, match="single people out"):
        change_dataset("fires", name="Traveller sites", by=COMMAND_LINE, now=NOW)
    with pytest.raises(RuleBroken):
        change_dataset("fires", slug="other", by=COMMAND_LINE, now=NOW)
    with pytest.raises(RuleBroken):
        register_dataset("blank", " ", **made)


def test_without_wards_it_says_to_load_them(db, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("code,month,count\nE1,2025-04,1\n")
    with pytest.raises(RuleBroken, match="import places"):
        import_dataset(path, "fires", by=COMMAND_LINE, now=NOW)

"""Files that leave: no cell that a spreadsheet would calculate, no name but a plain one."""

import csv
import io
import re

import pytest

from tests.district import District, made
from tests.test_permissions import TABLE, client_of, none
from tests.walk import addresses, ask

FORMULA = '=HYPERLINK("http://evil.example","'
STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"-?\d+(\.\d+)?")


@pytest.fixture(scope="module")
def made_district(django_db_setup, django_db_blocker, tmp_path_factory):
    """Every name in this module's district is a formula."""
    folder = tmp_path_factory.mktemp("formulas")
    with django_db_blocker.unblock(), made(folder, lambda words: FORMULA + words) as found:
        yield found


def calculated(text):
    """The cells that a spreadsheet would take for a formula."""
    cells = [cell for line in csv.reader(io.StringIO(text.lstrip("\ufeff"))) for cell in line]
    return [
        cell
        for cell in cells
        if cell.strip(" ").startswith(STARTS) and not NUMBER.fullmatch(cell)
    ]


def files_of(district, who):
    client = client_of(district, who)
    for address in addresses():
        if who in TABLE[address.name].read:
            where = address.path(district.in_address(address.name))
            for question in ("", "?dataset=deliberate-fires", "?dataset=domestic-abuse"):
                answer = ask(client, "GET", where + question)
                if "attachment" in answer.headers.get("Content-Disposition", ""):
                    yield where, answer


@pytest.mark.long
@pytest.mark.parametrize("who", ["board", pytest.param("officer", marks=pytest.mark.deep)])
def test_a_name_is_never_a_formula_in_a_file(district: District, who):
    wrong, sheets = [], 0
    for where, answer in files_of(district, who):
        name = answer["Content-Disposition"]
        if not re.fullmatch(r'attachment; filename="[\w-][\w .-]*"', name, re.ASCII):
            wrong.append(f"{where}: {name}")
        if answer["Content-Type"].startswith("text/csv"):
            sheets += "HYPERLINK" in answer.text  # the names are there
            wrong += [f"{where}: {cell}" for cell in calculated(answer.text)]
    none(wrong)
    assert sheets >= 3


@pytest.mark.parametrize("cell", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", " =1", "＝1+1"])
def test_a_planted_formula_is_noticed(cell):
    assert calculated(f'a,"{cell}",-3\n') == [cell]

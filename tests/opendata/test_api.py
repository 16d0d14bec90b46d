"""The open API: what is published, to anybody, and nothing else."""

import pytest
from django.test import Client

from tests.briefings.conftest import area, bulletin, figures, let_out, partner
from tests.conftest import NOW
from tests.opendata.conftest import paper
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.limits import Limit
from wardmote.opendata import answers
from wardmote.releases.models import Release
from wardmote.releases.rules import Audience, ReleaseKind
from wardmote.releases.usecases import Draft, withdraw

AT = "/open-data/v1/"


def get(client, where, **question):
    answer = client.get(f"{AT}{where}", question)
    assert answer.status_code == 200, answer.text
    return answer.json()


def refused(client, where, status, **question):
    answer = client.get(f"{AT}{where}", question)
    said = answer.json()
    assert answer.status_code == said["status"] == status, answer.text
    assert answer["Content-Type"] == "application/problem+json"
    assert said["detail"].endswith(".")
    return said


def test_the_wards_come_by_name_in_parts(client, released):
    first = get(client, "wards", limit=2)
    assert [one["name"] for one in first["items"]] == ["Harrow Fen", "Longmere"]
    assert (first["total"], first["next"]) == (3, f"{AT}wards?limit=2&offset=2")
    rest = client.get(first["next"]).json()
    assert [one["code"] for one in rest["items"]] == ["E2"]
    assert rest["next"] is None


def test_a_ward_is_told_as_its_page_tells_it(client, released):
    let_out(area("E1", "extra attention now"))
    told = get(client, "wards/E1")
    assert (told["residents"], told["households"]) == (5000, 2100)
    assert told["area"]["name"] == "extra attention now"
    assert told["page"] == "/in/E1/"
    assert "makeup" not in told
    for where in ("page", "figures", "partner_figures", "publications", "feed"):
        assert client.get(told[where]).status_code == 200, where


def test_a_ward_that_came_off_has_no_category(client, released):
    let_out(area("E1", "extra attention now"))
    let_out(area("E1", "", category="off"))
    assert get(client, "wards/E1")["area"] is None
    assert get(client, "wards")["items"][1]["area"] == ""


def test_figures_by_quarter_are_the_sum_of_its_months(client, released):
    rows = get(client, "wards/E1/figures", type="Burglary")["items"]
    assert [one["period"] for one in rows][0::7] == ["2023Q4", "2025Q3"]
    assert [(one["count"], one["months"]) for one in rows] == [(12, 3)] * 4 + [(36, 3)] * 4


def test_a_quarter_with_a_month_missing_has_no_count(client, wards):
    let_out(figures("E1", burglary=[2] * 23 + [None]))
    last = get(client, "wards/E1/figures", type="Burglary", period="2025Q3")["items"]
    assert last == [{"period": "2025Q3", "type": "Burglary", "count": None, "months": 2}]
    month = get(client, "wards/E1/figures", by="month", period="2025-09", type="Burglary")
    assert month["items"][0]["count"] is None


def test_the_figures_bear_their_source_and_cautions(client, released):
    note = get(client, "wards/E1/figures")["note"]
    assert note["licence"] == "Open Government Licence v3.0"
    assert any("approximate" in one for one in note["cautions"])
    assert any("two months" in one for one in note["cautions"])


def test_partners_figures_stay_in_the_words_of_their_release(client, released):
    let_out(partner("E1", "fewer than 10"), partner("E1", "about 15", "2025Q1"))
    let_out(partner("E2", "about 90"))
    items = get(client, "wards/E1/partner-figures")["items"]
    assert [(one["quarter"], one["shown"]) for one in items] == [
        ("2025Q2", "fewer than 10"),
        ("2025Q1", "about 15"),
    ]


def test_publications_say_where_they_and_their_files_are(client, published):
    items = get(client, "publications")["items"]
    assert {one["id"] for one in items} == {"report-2025Q2", "minutes-7"}
    report = next(one for one in items if one["kind"] == "report")
    assert report["page"] == "/published/2025Q2/"
    assert client.get(report["files"][0]["address"]).content.startswith(b"%PDF-")
    assert get(client, "publications", kind="agenda")["total"] == 0  # the minutes took over
    assert [one["id"] for one in get(client, "publications", ward="E1")["items"]] == [
        "report-2025Q2"
    ]


def test_bulletins_are_among_the_publications(client, published):
    let_out(bulletin(3, "E1"), bulletin(4, "E2"))
    items = get(client, "publications", kind="bulletin")["items"]
    assert [one["id"] for one in items] == ["bulletin-4", "bulletin-3"]
    assert (items[1]["page"], items[1]["files"]) == ("/bulletins/3/", [])
    ids = {one["id"] for one in get(client, "publications", ward="E1")["items"]}
    assert ids == {"bulletin-3", "report-2025Q2"}
    part = get(client, "publications", limit=1)
    assert (len(part["items"]), part["total"]) == (1, 4)
    for feed in FEEDS[:2]:
        assert client.get(feed).text.count("<title>Bulletin 3</title>") == 1
    withdraw(Release.objects.get(slot="bulletin 3").pk, "x", by=COMMAND_LINE, now=NOW)
    assert get(client, "publications", kind="bulletin")["total"] == 1


def test_a_sensitive_data_set_is_told_by_the_year_in_words(client, released):
    let_out(year_of("2023/24", "fewer than 110"), year_of("2024/25", "about 1,905"))
    found = get(client, "year-figures")
    assert [(one["year"], one["shown"]) for one in found["items"]] == [
        ("2024/25", "about 1,905"),
        ("2023/24", "fewer than 110"),
    ]
    assert found["items"][0]["title"] == "Domestic abuse, 2024/25"
    assert "guarded" in found["note"]


def year_of(year, shown):
    return Draft(
        kind=ReleaseKind.YEAR_FIGURES,
        slot=f"year domestic-abuse {year}",
        title=f"Domestic abuse, {year}",
        content={"dataset": "domestic-abuse", "year": year, "shown": shown},
        source="tests",
    )


WHERE = (
    "wards", "wards/E1", "wards/E1/figures", "wards/E1/partner-figures", "publications",
    "year-figures",
)  # fmt: skip
FEEDS = ("/open-data/feed/", "/open-data/feed/wards/E1/", "/open-data/figures.csv",
         "/open-data/figures.json", "/open-data/embed/wards/E1/",
         "/open-data/wards/E1/figures.csv")  # fmt: skip


def everything(client):
    return "".join(client.get(where).text for where in (*(AT + one for one in WHERE), *FEEDS))


def test_what_is_for_members_only_is_nowhere(client, published):
    let_out(
        area("E1", "PLANTED", Audience.MEMBERS),
        paper(ReleaseKind.REPORT, "2025Q3", title="PLANTED", audience=Audience.MEMBERS,
              wards=("E1",), quarter="2025Q3", edition=1),
        paper(ReleaseKind.ISSUE, "9", title="PLANTED", audience=Audience.MEMBERS,
              wards=("E1",), number="WV-9"),
    )  # fmt: skip
    assert "PLANTED" not in everything(client)
    let_out(area("E1", "PLANTED"))  # the control: what is public is found
    assert "PLANTED" in everything(client)


def test_what_is_superseded_or_withdrawn_is_gone_at_the_next_request(client, published):
    old = let_out(area("E1", "PLANTED ONE"), partner("E1", "PLANTED TWO"))
    kept = {where: client.get(where)["ETag"] for where in (AT + "wards", FEEDS[1])}
    assert "PLANTED ONE" in everything(client)
    let_out(area("E1", "planning ahead"))
    withdraw(old[1].pk, "Wrong", by=COMMAND_LINE, now=NOW)
    assert "PLANTED" not in everything(client)
    for where, etag in kept.items():
        again = client.get(where, headers={"If-None-Match": etag})
        assert again.status_code == 200, where


def test_a_ward_whose_figures_are_withdrawn_is_gone(client, released):
    withdraw(released[0].pk, "Not ours", by=COMMAND_LINE, now=NOW)
    refused(client, "wards/E1", 404)
    assert client.get("/open-data/wards/E1/figures.csv").status_code == 404
    assert client.get("/open-data/embed/wards/E1/").status_code == 404
    assert "Longmere" not in client.get("/open-data/figures.csv").text


@pytest.mark.parametrize(
    ("where", "question", "status", "says"),
    [
        ("wards", {"limit": 0}, 422, "limit"),
        ("wards", {"limit": 1001}, 422, "limit"),
        ("wards", {"offset": "9" * 400}, 422, "offset"),
        ("wards", {"limt": 5}, 422, "limt"),
        ("wards/E1", {"q": 1}, 422, "q"),
        ("publications", {"ward": ["E1", "E2"]}, 422, "ward"),
        ("wards/E1/figures", {"by": "year"}, 422, "by"),
        ("wards/E1/figures", {"period": "2025Q5"}, 422, "period"),
        ("publications", {"kind": "issue"}, 422, "kind"),
        ("wards/E9", {}, 404, "v1/wards lists"),
        ("wards/E9/figures", {}, 404, "v1/wards lists"),
        ("nothing/here", {}, 404, "v1/wards lists"),
    ],
)
def test_a_problem_says_what_to_mend(client, released, where, question, status, says):
    assert says in refused(client, where, status, **question)["detail"]


def test_what_is_unchanged_costs_nothing(client, released):
    for where in ("/open-data/v1/wards", "/open-data/figures.csv", "/open-data/feed/"):
        first = client.get(where)
        assert first["Last-Modified"] == "Mon, 02 Nov 2026 10:00:00 GMT", where
        assert first["Cache-Control"] == "no-cache"
        again = client.get(where, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b""), where


def test_any_site_may_read_it_and_none_with_a_persons_cookies(client, released):
    answer = client.get("/open-data/v1/wards", headers={"Origin": "https://other.example"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    before = client.options("/open-data/v1/wards")
    assert (before.status_code, before["Access-Control-Allow-Methods"]) == (
        204,
        "GET, HEAD, OPTIONS",
    )
    for where in ("/", "/open-data/", "/in/E1/", "/open-data/embed/wards/E1/"):
        assert "Access-Control-Allow-Origin" not in client.get(where).headers, where


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_sent(released, method):
    client = Client(enforce_csrf_checks=True)
    answer = getattr(client, method)("/open-data/v1/wards")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.json()["status"] == 405


def test_one_address_asks_so_often_a_minute(client, released, monkeypatch, settings):
    monkeypatch.setattr(answers, "requests", Limit(60))
    settings.OPEN_DATA_A_MINUTE = 2
    here = {"REMOTE_ADDR": "203.0.113.7"}
    statuses = [client.get("/open-data/v1/wards", **here).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    answer = client.get("/open-data/figures.csv", **here)
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert "Wait a minute" in answer.json()["detail"]
    there = client.get("/open-data/v1/wards", REMOTE_ADDR="203.0.113.8")
    assert there.status_code == 200


def test_whose_address_is_not_known_share_a_larger_count(
    client, released, monkeypatch, settings
):
    monkeypatch.setattr(answers, "requests", Limit(60))
    settings.OPEN_DATA_A_MINUTE = 1
    statuses = {client.get("/open-data/v1/wards").status_code for _ in range(10)}
    assert statuses == {200}
    assert client.get("/open-data/v1/wards").status_code == 429


def test_it_describes_itself(client, released):
    said = client.get("/open-data/openapi.json").json()
    assert said["openapi"].startswith("3.1")
    parishes = {f"{AT}parishes{rest}" for rest in ("", "/{code}", "/{code}/figures")}
    wards = {AT + one.replace("E1", "{code}") for one in WHERE}
    assert set(said["paths"]) == wards | parishes
    assert all(set(methods) == {"get"} for methods in said["paths"].values())
    for methods in said["paths"].values():
        for one in methods["get"].get("parameters", []):
            if one["schema"].get("type") == "integer":
                assert {"minimum", "maximum"} <= set(one["schema"])


def test_the_database_is_asked_no_more_for_more_wards(
    client, released, django_assert_max_num_queries
):
    for where in WHERE:
        with django_assert_max_num_queries(6):
            get(client, where)

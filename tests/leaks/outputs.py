"""Everything that a person can get out of Wardmote, as searchable text."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pypdfium2
from django.test import Client

from tests.district import DRAFTED, PUBLISHED, District
from tests.leaks.fields import SENSITIVE
from tests.leaks.issues import COMMON
from tests.test_permissions import PUBLIC, client_of
from tests.walk import Address, addresses, ask
from wardmote.people.access import SECOND

ROOT = Path(__file__).resolve().parents[2]
VARIANTS = {"quarter": (PUBLISHED, DRAFTED), "ending": ("html", "pdf", "docx")}
FOREIGN = ("/nothing/here/", "/wards/E05999999/", "/reports/1999Q1/")


def outputs(
    district: District,
    who: str,
    *,
    at: Sequence[str] = (),
    partial: bool = False,
    papers: bool = True,
) -> Iterator[tuple[str, str]]:
    """(what was asked, all that came back: head and body) of every address and variant.

    `at`: of these addresses; `partial`: as htmx asks, too; `papers`: PDF and Word, too.
    """
    client = proven(client_of(district, who), who)
    for where in at or places(district):
        if not papers and re.search(r"\.(pdf|docx)\b", where):
            continue
        yield where, text_of(ask(client, "GET", where))
        if partial:
            yield f"htmx {where}", text_of(_asked_by_htmx(client, where))
    for where in FOREIGN:
        yield where, text_of(ask(client, "GET", where))


def proven(client: Client, who: str) -> Client:
    """With a second step given, so that nothing is kept from this person but by access."""
    if who not in (PUBLIC, "deactivated"):
        session = client.session
        session[SECOND] = "code"
        session.save()
    return client


def _asked_by_htmx(client: Client, where: str) -> Any:
    return client.get(where, headers={"HX-Request": "true", "HX-Target": "main"})


def places(district: District) -> list[str]:
    """Every address, with everything that can stand in it and be asked of it."""
    found = []
    for address in addresses():
        usual = district.in_address(address.name)
        kinds = [VARIANTS.get(need, (usual[need],)) for need in address.needs]
        for values in product(*kinds):
            where = address.path(usual | dict(zip(address.needs, values, strict=True)))
            found += [where + question for question in questions(address)]
        found += [address.path(usual | more) for more in district.also.get(address.name, ())]
    return found


def questions(address: Address) -> list[str]:
    source = (ROOT / f"{address.view.__module__.replace('.', '/')}.py").read_text()
    asked = ["", f"?quarter={DRAFTED}"] if "quarter" in source else [""]
    if '"dataset"' in source:
        asked += [f"?dataset={SENSITIVE}", f"?dataset={SENSITIVE}&quarter={DRAFTED}"]
    if '"q"' in source:
        asked += [f"?q={COMMON}", f"?q={COMMON[:4]}", "?q=WV"]
    return asked


def text_of(answer: Any) -> str:
    """Head and body of an answer as text; PDF and Word files opened."""
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    body = b"".join(answer) if answer.streaming else answer.content
    return f"{head}\n\n{opened(body)}"


def opened(body: bytes) -> str:
    if body[:5] == b"%PDF-":
        document = pypdfium2.PdfDocument(body)
        pages = [page.get_textpage().get_text_range() for page in document]
        named = str(document.get_metadata_dict())
        document.close()
        return "\n".join([*pages, named])
    if body[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            inside = [parts.read(name).decode("utf-8", "replace") for name in parts.namelist()]
        return re.sub(r"<[^>]+>", "", "\n".join(inside)) + "\n".join(inside)
    return body.decode("utf-8", "replace")


def without_chance(text: str) -> str:
    """An answer without what differs each time by design: tokens, the time."""
    text, forms = re.subn(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
    text = re.sub(r'name="form" value="[\w:.-]+"', "", text)  # a survey's, signed with its time
    if forms:  # the tag of a page with a form differs as its token does
        text = re.sub(r"^ETag:.*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"\b(state|nonce|code_challenge)=[^&\s\"']+", "", text)
    return re.sub(r"^(Expires|Date):.*$", "", text, flags=re.MULTILINE)

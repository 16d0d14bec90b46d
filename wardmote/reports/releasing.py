"""What lets a published edition out: the report, its files, and a few words per ward."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from wardmote.flags.rules import Kind
from wardmote.flags.wording import ENDED
from wardmote.kernel.numbers import Guarded
from wardmote.kernel.periods import Quarter
from wardmote.papers.document import Document, to_json
from wardmote.papers.files import Format
from wardmote.releases.queries import public
from wardmote.releases.rules import ReleaseKind
from wardmote.releases.usecases import Draft, File, is_out
from wardmote.reports.facts import AreaFacts, DatasetFacts, Facts, Imprint, WardFacts
from wardmote.reports.outside import Outside
from wardmote.reports.reader import View
from wardmote.reports.sections import flag_sentence, public_reason

Content = dict[str, Any]
#: (kind, ward) -> what was released of it
Said = dict[tuple[str, str], Content]


def drafts(
    facts: Facts,
    reasons: Mapping[str, str],
    imprint: Imprint,
    number: int,
    document: Document,
    files: Mapping[str, bytes],
    outside: Mapping[str, Outside],
) -> list[Draft]:
    """Everything that publishing this edition releases, all of it public and guarded."""
    view = View(facts, imprint, outside)
    source = f"report {facts.quarter} edition {number}"
    said = _last_words()
    newer = _wards_with_newer_word(said, facts.period)
    return [
        _report(view, number, document, files, source),
        *(
            _flags(view, ward, source, said.get(("flags", ward.code)))
            for ward in facts.wards
            if ("flags", ward.code) not in newer
        ),
        *(
            _area(view, area, reasons, source, said.get(("area", area.code)))
            for area in _areas(facts)
            if ("area", area.code) not in newer
        ),
        *_partner_figures(view, source),
        *(one for one in _years(view, source) if not is_out(one)),
    ]


def _report(
    view: View, number: int, document: Document, files: Mapping[str, bytes], source: str
) -> Draft:
    facts = view.facts
    return Draft(
        kind=ReleaseKind.REPORT,
        slot=f"report {facts.quarter}",
        title=document.title,
        content={
            "quarter": facts.quarter,
            "edition": number,
            "title": document.title,
            "published_on": document.made_on.isoformat(),
            "what_changed": view.imprint.what_changed,
            "document": json.loads(to_json(document)),
        },
        source=source,
        wards=tuple(ward.code for ward in facts.wards),
        material=True,
        files=(
            File("report.pdf", "application/pdf", files["pdf"]),
            File("report.docx", Format.DOCX.media_type, files["docx"]),
        ),
    )


def _flags(view: View, ward: WardFacts, source: str, before: Content | None) -> Draft:
    content = _flags_content(view, ward)
    return Draft(
        kind=ReleaseKind.FLAGS,
        slot=f"flags {ward.code}",
        title=f"{ward.name}: flags and signals in {view.facts.period.words}",
        content=content,
        source=source,
        wards=(ward.code,),
        material=is_news(content, before),
    )


def _flags_content(view: View, ward: WardFacts) -> Content:
    said = [
        {"dataset": one.slug, "name": one.name, "sentence": sentence}
        for one in view.datasets
        if ward.code in view.flagged(one) and (sentence := flag_sentence(view, one, ward.code))
    ]
    return {
        "ward": {"code": ward.code, "name": ward.name},
        "quarter": view.facts.quarter,
        "flags": said,
        "not_told": [
            one.name
            for one in view.datasets
            if (told := view.told(one)) and told.flags.get(ward.code, False) is None
        ],
        "signals": [
            {
                "dataset": one.slug,
                "name": one.name,
                "kind": signal.kind,
                "sentence": signal.sentence,
                "is_new": signal.is_new,
            }
            for one in view.datasets
            for signal in view.signals(one)
            if signal.code == ward.code
        ],
        "ended": [
            {
                "dataset": one.slug,
                "name": one.name,
                "kind": kind,
                "sentence": ENDED[Kind(kind)],
            }
            for one in view.datasets
            for code, kind in view.ended(one)
            if code == ward.code
        ],
    }


def _areas(facts: Facts) -> Iterator[AreaFacts]:
    """Live areas, those that have come off, and those still called so in public."""
    told = set()
    for area in facts.areas:
        if area.is_live or area.before != "off":
            told.add(area.code)
            yield area
    names = facts.ward_names
    for content in public(ReleaseKind.AREA).values_list("content", flat=True):
        code = content["ward"]["code"]
        if content["public_name"] and code not in told and code in names:
            yield AreaFacts(code, names[code], "off", content["category"])


def _area(
    view: View,
    area: AreaFacts,
    reasons: Mapping[str, str],
    source: str,
    said: Content | None,
) -> Draft:
    """News where the category is another than was told last."""
    before = str(said["category"]) if said else area.before
    public_name = view.category(area) if area.is_live else ""
    return Draft(
        kind=ReleaseKind.AREA,
        slot=f"area {area.code}",
        title=f"{area.name}: {public_name or 'no longer a priority area'}",
        content={
            "ward": {"code": area.code, "name": area.name},
            "quarter": view.facts.quarter,
            "category": area.category,
            "public_name": public_name,
            "because": public_reason(area, reasons),
            "since": area.since,
        },
        source=source,
        wards=(area.code,),
        material=area.category != before,
    )


def _partner_figures(view: View, source: str) -> Iterator[Draft]:
    for dataset in view.datasets:
        if told := view.told(dataset):
            for ward in view.facts.wards:
                if shown := told.table.cells.get(ward.code):
                    yield _told(view, dataset, ward, source, shown)


def _told(
    view: View, dataset: DatasetFacts, ward: WardFacts, source: str, shown: Guarded
) -> Draft:
    quarter = view.facts.quarter
    return Draft(
        kind=ReleaseKind.PARTNER_FIGURES,
        slot=f"partner {dataset.slug} {ward.code} {quarter}",
        title=f"{dataset.name}, {view.facts.period.words}",
        content={
            "ward": {"code": ward.code, "name": ward.name},
            "dataset": dataset.slug,
            "quarter": quarter,
            "shown": str(shown),
        },
        source=source,
        wards=(ward.code,),
    )


def _years(view: View, source: str) -> Iterator[Draft]:
    """Sensitive data sets: what is told of the whole district's year, by the first report."""
    year = view.facts.year
    for one in view.facts.years:
        told = (view.outside or {}).get(one.slug)
        if told is not None and told.year is not None:
            yield Draft(
                kind=ReleaseKind.YEAR_FIGURES,
                slot=f"year {one.slug} {year}",
                title=f"{one.name}, {year.words}",
                content={"dataset": one.slug, "year": str(year), "shown": str(told.year)},
                source=source,
            )


def _last_words() -> Said:
    """What was said last of each ward's flags and area, and stands."""
    found = public().filter(kind__in=[ReleaseKind.FLAGS, ReleaseKind.AREA])
    rows = found.order_by("released_at", "pk").values_list("kind", "content")
    return {(kind, content["ward"]["code"]): content for kind, content in rows}


def _wards_with_newer_word(said: Said, quarter: Quarter) -> set[tuple[str, str]]:
    """(kind, ward) of which a later quarter has been published: that word stands."""
    return {of for of, one in said.items() if Quarter.parse(one["quarter"]) > quarter}


def is_news(content: Content, said: Content | None) -> bool:
    """A signal is new or has ended that was not told of this quarter already."""
    told = _moves(said) if said and said["quarter"] == content["quarter"] else set()
    return not _moves(content) <= told


def _moves(content: Content) -> set[tuple[str, str, bool]]:
    new = [(one, True) for one in content["signals"] if one["is_new"]]
    ended = [(one, False) for one in content.get("ended", [])]
    return {(one["dataset"], one["kind"], is_new) for one, is_new in new + ended}

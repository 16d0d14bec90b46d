"""The form that an organisation signs by hand."""

from datetime import date

from wardmote.agreements.models import Party, Version
from wardmote.agreements.rules import KIND_NAMES, AgreementKind
from wardmote.kernel.numbers import and_list, plural
from wardmote.kernel.periods import day_words
from wardmote.papers.document import (
    Bullets,
    Document,
    Heading,
    Note,
    Paragraph,
    Strong,
    Table,
)
from wardmote.partnership.models import Partnership

BLANK = "\u00a0"


def signature_form(
    party: Party, version: Version, partnership: Partnership, made_on: date
) -> Document:
    """What is signed, for whom, for how long; boxes to fill in; where to send it."""
    agreement = party.agreement
    groups = and_list([str(group) for group in agreement.groups.all()]) or "none named"
    kind = KIND_NAMES[AgreementKind(agreement.kind)]
    terms = [
        f"It covers these groups: {groups}.",
        f"A signature holds for {plural(version.months, 'month')} from the day of signing.",
        f"It is to be signed by {day_words(version.sign_by)}.",
    ]
    if version.review_on:
        terms.append(f"It is to be reviewed on {day_words(version.review_on)}.")
    if version.kept_at:
        terms.append(f"The full text: {version.kept_at}.")
    said = [Paragraph(version.summary)] if version.summary else []
    rows = tuple(
        (words, BLANK) for words in ("Name", "Capacity in which you sign", "Date", "Signature")
    )
    return Document(
        title=f"Signature form: {agreement.name}",
        subtitle=f"{party.organisation}",
        partnership=partnership.name,
        edition_line=f"{kind}, version {version.number}",
        made_on=made_on,
        marking="OFFICIAL",
        blocks=(
            Heading("What you sign", 1, "what"),
            *said,
            Bullets(tuple(terms)),
            Heading("Your signature", 1, "signature"),
            Paragraph(("I sign for ", Strong(str(party.organisation)), ".")),
            Table("To be filled in", ("What", "Your answer"), rows),
            Note(f"Return the signed form to: {partnership.contact or partnership.name}."),
        ),
    )

"""The shapes of the API's answers and questions: what /open-data/openapi.json describes."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from wardmote.opendata.rules import By

MOST, FURTHEST = 1000, 1_000_000
Code = Annotated[str, Field(pattern="^[-a-zA-Z0-9_]{1,20}$", examples=["E05999001"])]
Address = Annotated[str, Field(description="An address on this site", examples=["/in/E1/"])]


class Page(Schema):
    """Which part of a long list."""

    limit: int = Field(100, ge=1, le=MOST, description="How many at most")
    offset: int = Field(0, ge=0, le=FURTHEST, description="How many to leave out first")


class FiguresQuestion(Page):
    """Which of a ward's police figures."""

    by: By = Field(By.QUARTER, description="The length of each period")
    type: str | None = Field(None, max_length=80, description="One type of crime, as named")
    period: str | None = Field(
        None,
        pattern="^[0-9]{4}(Q[1-4]|-(0[1-9]|1[0-2]))$",
        description="One quarter (2025Q2) or, by month, one month (2025-04)",
    )


class PublicationsQuestion(Page):
    """Which publications."""

    kind: (
        Literal["report", "assessment", "bulletin", "agenda", "minutes", "terms", "survey"]
        | None
    ) = Field(None, description="One kind alone")
    ward: Code | None = Field(None, description="Those that cover or name this ward")


class WardLine(Schema):
    """A ward of the partnership."""

    code: Code = Field(description="The ward's code of the Office for National Statistics")
    name: str
    boundaries: str = Field(description="The edition of the boundaries, such as 2025-05")
    area: str = Field(description="Its category as a priority area in public words, or none")
    updated_at: datetime
    page: Address
    figures: Address


class Wards(Schema):
    """A part of the list of wards."""

    total: int
    next: Address | None
    items: list[WardLine]


class AreaSaid(Schema):
    """What is said in public of a ward as a priority area."""

    name: str
    because: str
    quarter: str


class WardAnswer(Schema):
    """One ward."""

    code: Code
    name: str
    boundaries: str
    residents: int | None
    households: int | None
    area: AreaSaid | None
    updated_at: datetime
    page: Address
    figures: Address
    partner_figures: Address
    publications: Address
    feed: Address


class ParishPart(Schema):
    """A ward that a parish lies in."""

    code: Code
    name: str
    share: float = Field(description="How much of the parish's area lies in it, 0 to 1")


class ParishLine(Schema):
    """A parish of the partnership."""

    code: Code = Field(description="The parish's code of the Office for National Statistics")
    name: str
    boundaries: str = Field(description="The edition of the boundaries, such as 2025-05")
    wards: list[ParishPart]
    outside: float = Field(description="The share of its area in none of these wards")
    updated_at: datetime
    page: Address
    figures: Address


class Parishes(Schema):
    """A part of the list of parishes."""

    total: int
    next: Address | None
    items: list[ParishLine]


class ParishAnswer(ParishLine):
    """One parish."""

    residents: int | None
    households: int | None


class Note(Schema):
    """Where figures come from and what they are not."""

    source: str
    licence: str
    licence_address: str
    cautions: list[str]


class FigureRow(Schema):
    """One type of crime in one period. Count is null unless all its months have a figure."""

    period: str
    type: str
    count: int | None
    months: int = Field(description="How many months of the period have a figure")


class FiguresAnswer(Schema):
    """A part of a ward's police figures."""

    ward: Code
    note: Note
    total: int
    next: Address | None
    items: list[FigureRow]


class ParishFigures(Schema):
    """A part of a parish's police figures."""

    parish: Code
    note: Note
    total: int
    next: Address | None
    items: list[FigureRow]


class PartnerRow(Schema):
    """One figure of a partner's data set, guarded: `shown` is words, not a number."""

    dataset: str
    title: str
    quarter: str
    shown: str


class PartnerAnswer(Schema):
    """A part of what partners' data say of a ward."""

    ward: Code
    note: str
    total: int
    next: Address | None
    items: list[PartnerRow]


class YearRow(Schema):
    """A sensitive data set's financial year in the whole district: `shown` is words."""

    dataset: str
    title: str
    year: str = Field(description="1 April to 31 March", examples=["2025/26"])
    shown: str


class Years(Schema):
    """A part of what is told by the year."""

    note: str
    total: int
    next: Address | None
    items: list[YearRow]


class FileLine(Schema):
    """A file of a publication."""

    name: str
    media_type: str
    address: Address


class PublicationLine(Schema):
    """Something published, as it stands now. A later edition keeps the `id`."""

    id: str
    kind: str
    title: str
    published_at: datetime
    page: Address
    files: list[FileLine]


class Publications(Schema):
    """A part of the list of publications."""

    total: int
    next: Address | None
    items: list[PublicationLine]


class Problem(Schema):
    """What went wrong and what to do (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str

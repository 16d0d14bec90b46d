"""Entering data sets in the source register, and correcting its lines."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from wardmote.audit.usecases import record
from wardmote.datasets.models import Dataset
from wardmote.datasets.rules import (
    Cadence,
    Exposure,
    FlagRule,
    Source,
    check_may_be_taken,
    check_slug,
)
from wardmote.kernel.actors import Actor
from wardmote.kernel.errors import RuleBroken

EDITABLE = {
    "name",
    "owner",
    "lawful_basis",
    "cadence",
    "exposure",
    "rule",
    "sensitive",
    "led_elsewhere",
    "expected_next_on",
}


@transaction.atomic
def register_dataset(
    slug: str,
    name: str,
    *,
    owner: str,
    lawful_basis: str,
    by: Actor,
    now: datetime,
    cadence: Cadence = Cadence.QUARTERLY,
    exposure: Exposure = Exposure.RESIDENTS,
    sensitive: bool = False,
    led_elsewhere: bool = False,
    rule: FlagRule = FlagRule.PROBABILITY,
) -> Dataset:
    """Enter a partner's data set in the register.

    Refused for data that Wardmote never takes (encampments, caravan counts, ethnicity).
    """
    check_may_be_taken(slug, name)
    check_slug(slug)
    if Dataset.objects.filter(slug=slug).exists():
        raise RuleBroken(f"{slug} is in the register already", about="slug")
    dataset = Dataset(
        slug=slug,
        name=name.strip(),
        owner=owner.strip(),
        lawful_basis=lawful_basis.strip(),
        cadence=cadence,
        exposure=exposure,
        source=Source.PARTNER,
        sensitive=sensitive,
        led_elsewhere=led_elsewhere,
        rule=rule,
    )
    _check(dataset)
    dataset.save()
    record("dataset.registered", slug, by=by, at=now, name=name, owner=owner)
    return dataset


@transaction.atomic
def change_dataset(slug: str, /, *, by: Actor, now: datetime, **changes: Any) -> Dataset:
    """Correct a line of the register. Slug and source stay what they are."""
    if unknown := changes.keys() - EDITABLE:
        raise RuleBroken(f"The register does not let {', '.join(sorted(unknown))} be changed")
    dataset = Dataset.objects.select_for_update().get(slug=slug)
    check_may_be_taken(str(changes.get("name", "")))
    changed = {
        name: f"{getattr(dataset, name)} → {value}"
        for name, value in changes.items()
        if getattr(dataset, name) != value
    }
    if not changed:
        return dataset
    if "rule" in changed:
        _check_rule(dataset, str(changes["rule"]))
    for name in changed:
        setattr(dataset, name, changes[name])
    _check(dataset)
    dataset.save()
    record("dataset.changed", slug, by=by, at=now, **changed)
    return dataset


def _check(dataset: Dataset) -> None:
    try:
        dataset.clean_fields()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise RuleBroken(messages[0], about=field) from error


def _check_rule(dataset: Dataset, rule: str) -> None:
    """Counts are no list and a list is no counts: neither turns into the other."""
    if FlagRule.LIST not in (rule, dataset.rule):
        return
    if dataset.source == Source.POLICE:
        raise RuleBroken(
            "Police data come as counts: choose one of the rules for counts", about="rule"
        )
    if dataset.figures.exists():
        held = "a list" if dataset.rule == FlagRule.LIST else "counts"
        raise RuleBroken(
            f"{dataset.name} already holds {held}. Enter what comes in another form as a data "
            "set of its own",
            about="rule",
        )

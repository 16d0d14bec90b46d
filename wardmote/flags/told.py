"""Flags as they are told to readers who see no partner's counts.

They know a partner's counts as these are shown, rounded or as "fewer than 10", and flags as
far as those bear them out (`kernel.disclosure`): nothing more follows from the two together.
Flags of sensitive data sets, whose counts are not shown at all, and of other agencies' lists
are yes or no.
"""

from collections.abc import Mapping
from dataclasses import replace

from wardmote.flags.figures import Figures
from wardmote.flags.queries import QuarterFlags
from wardmote.flags.rules import TOP_SHARE, Flag, Why
from wardmote.kernel.disclosure import Table, flags_told
from wardmote.releases.ledger import tables_to_tell

Told = Mapping[str, Mapping[str, bool | None]]  # data set -> ward -> yes, no or not told


def as_told(found: QuarterFlags, smallest_shown: int) -> QuarterFlags:
    """The same quarter without any count, rate, rank or probability of a partner's.

    What has been told before stays as it was told; the rest is what publishing would tell.
    """
    counts = {
        one.slug: {code: count for code, count in one.counts.items() if count is not None}
        for one in found.datasets.values()
        if _is_banded(one)
    }
    tables: Mapping[str, Table] = {}
    if counts:
        edition = str(found.police.edition)
        tables = tables_to_tell(counts, found.quarter, edition, smallest=smallest_shown)
    flags = {slug: _flags(found, slug, table) for slug, table in tables.items()}
    shown = tuple(_shown(one, found.datasets[one.dataset], flags) for one in found.flags)
    return replace(found, flags=shown, told=tables)


def _is_banded(figures: Figures) -> bool:
    return not (figures.is_police or figures.is_sensitive or figures.listed is not None)


def _flags(found: QuarterFlags, slug: str, table: Table) -> Mapping[str, bool | None]:
    exposures = {flag.code: flag.exposure for flag in found.of_dataset(slug)}
    fewest = found.settings.flag_fewest_wards
    return flags_told(table.cells, exposures, found.k, fewest_wards=fewest)


def _shown(flag: Flag, figures: Figures, told: Told) -> Flag:
    if figures.is_police:
        return flag
    bare = replace(
        flag,
        count=None,
        rank=None,
        literal=flag.flagged,
        probability=None,
        expected_rate=None,
    )
    if flag.dataset not in told:
        return bare
    is_on = told[flag.dataset].get(flag.code, False)
    why = {True: Why.AMONG_HIGHEST, False: Why.LOWER, None: Why.NOT_TOLD}[is_on]
    return replace(bare, flagged=bool(is_on), literal=bool(is_on), why=why, rule=TOP_SHARE)

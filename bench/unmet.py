"""Why a claim is not met, where it is known: told at the head of docs/benchmarks.md."""

import re

QUIET = 1.0  # at most this load before a run: nothing else kept its two cores busy
CHANGED = (
    "Nearly all of it is the processor's time, in the note: the month is read, written, "
    "counted in three layers and released."
)
#: a part of the claim's name -> the reason
REASONS = {
    "against a bare scan": (
        "The scan is short and fills both cores; the load also weighs, keeps and counts every "
        "row, and what it does once, such as placing points, weighs more where rows are few."
    ),
    "one force-month revised": CHANGED,
    "one month of all forces revised": CHANGED,
    "the same archive again": "What it does once, such as starting, is most of it.",
    "counts of three layers, against a scan": (
        "Counting runs on one core, the scan on two; both are short."
    ),
    "cost of a further row": "Three single loads are compared, at different loads.",
    "times as fast as pandas and geopandas": (
        "Both are timed in turns by the clock; the share of its processor time is the next row."
    ),
    "page question": (
        "DuckDB has two sorted copies of the cells, one thread and answers in arrays, which is "
        "how it is fastest here; the slowest of our questions add up or sort 10,500 places."
    ),
}


def why_not(claim: str, block: str = "") -> str:
    """The reason, or nothing; for a block of the page also that it shared its cores."""
    why = next((why for part, why in REASONS.items() if part in claim), "")
    load = re.search(r"; load ([\d.]+) before", block)
    if load and float(load[1]) > QUIET:
        why += f" The run shared its two cores with other work (load {load[1]} before)."
    return why.strip()

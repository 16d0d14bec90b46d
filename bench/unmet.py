"""Why a claim is not met, where it is known: told at the head of docs/benchmarks.md."""

SHARED = "The run shared its two cores with other work: the load stands in the table."
AGAIN = (
    "Its processor time, in the note, is over the target as well: the month is read, written, "
    "counted in three layers and released. " + SHARED
)
#: a part of the claim's name -> the reason
REASONS = {
    "against a bare scan": (
        "The scan is short and fills both cores; the load also weighs, keeps and counts every "
        "row, and what it does once, such as placing points, weighs more where rows are few. "
        + SHARED
    ),
    "one force-month revised": AGAIN,
    "one month of all forces revised": AGAIN,
    "the same archive again": SHARED,
    "counts of three layers, against a scan": (
        "Counting runs on one core, the scan on two; both are short. " + SHARED
    ),
    "cost of a further row": "Three single loads are compared, at different loads. " + SHARED,
    "times as fast as pandas and geopandas": (
        "Both are timed in turns by the clock. We use two cores where it uses one, so a busy "
        "machine takes our lead away; the share of its processor time is the next row. "
        + SHARED
    ),
    "page question": SHARED,
}


def why_not(claim: str) -> str:
    """The reason, or nothing."""
    return next((why for part, why in REASONS.items() if part in claim), "")

"""What decides signals."""

from wardmote.partnership.thresholds.threshold import Threshold

OF_WARDS = [
    Threshold(
        "rising_certain",
        "How sure before a rise is said",
        "A rise at least this likely to be real is said by itself.",
        1,
        99,
        is_share=True,
    ),
    Threshold(
        "rising_false_share",
        "Rises that may be wrong",
        "Less certain rises are said together as long as no more than this share of them "
        "is likely to be wrong.",
        1,
        50,
        is_share=True,
    ),
    Threshold(
        "rising_least_events",
        "Fewest events in three months",
        "Below this number nothing is called a rise.",
        1,
        100,
    ),
    Threshold(
        "rising_least_ratio",
        "Smallest rise, as a ratio",
        "Observed over expected in three months, both with 2 added so that small numbers "
        "do not shout.",
        1,
        10,
    ),
    Threshold(
        "rising_least_growth",
        "Growth that is looked for",
        "0.35 looks for rises of 35 per cent and more.",
        0.05,
        5,
    ),
    Threshold(
        "rising_least_history",
        "Months of history before a rise",
        "A place with fewer months before the rise is too new to say.",
        1,
        36,
    ),
    Threshold(
        "rising_same_last_year",
        "Same months of an earlier year",
        "No rise when the same months of an earlier year had at least this share of it.",
        1,
        100,
        is_share=True,
    ),
    Threshold(
        "change_strength",
        "Evidence for a lasting change",
        "How much more likely the counts must be with a change of level than without (log "
        "likelihood ratio).",
        1,
        50,
    ),
    Threshold(
        "fall_to",
        "Size of a fall",
        "Coming down means that at most this share of the earlier level is left.",
        1,
        99,
        is_share=True,
    ),
    Threshold(
        "fall_least_drop",
        "Smallest fall in events a month",
        "Smaller falls are not said.",
        0.1,
        100,
    ),
    Threshold(
        "fall_recent_months",
        "Months that a fall is news",
        "After that it is said to be kept down.",
        1,
        36,
    ),
    Threshold(
        "fall_remembered_months",
        "Months that a fall is remembered",
        "After that nothing is said of it.",
        1,
        120,
    ),
    Threshold(
        "high_ratio",
        "Times its peers to be high",
        "Held high means at least this many times what places of its size have.",
        1.1,
        10,
    ),
    Threshold(
        "high_probability",
        "How sure before it is called high",
        "Probability of being that many times above its peers.",
        1,
        99,
        is_share=True,
    ),
    Threshold(
        "high_excess",
        "Events a month above its peers",
        "Smaller excesses are not said.",
        0.1,
        100,
    ),
    Threshold(
        "high_settled_months",
        "Months without a change",
        "A high level is held when it has not changed for so long.",
        1,
        36,
    ),
    Threshold(
        "season_least_index",
        "Strength of a season",
        "Coming months over the year’s average, after one standard error.",
        1,
        5,
    ),
    Threshold(
        "season_least_events",
        "Events a month for a season",
        "Fewer in the last year and no season is said.",
        0.1,
        100,
    ),
]

OF_DISTRICT = [
    Threshold(
        "district_certain",
        "How sure before a rise of the district is said",
        "A rise that all wards share is said once, of the district.",
        1,
        99,
        is_share=True,
    ),
    Threshold(
        "district_least_events",
        "Fewest events in three months, district",
        "Below this number nothing is called a rise of the district.",
        1,
        1000,
    ),
    Threshold(
        "district_least_ratio",
        "Smallest rise of the district, as a ratio",
        "Observed over expected in three months.",
        1,
        10,
    ),
]

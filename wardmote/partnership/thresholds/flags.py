"""What decides flags, and which months count."""

from wardmote.partnership.thresholds.threshold import Threshold

FLAGS = [
    Threshold(
        "flag_share",
        "Share of wards that a data set flags",
        "A ward is flagged when its rate is among this share of the district’s highest.",
        1,
        50,
        is_share=True,
    ),
    Threshold(
        "flag_fewest_wards",
        "Fewest wards for a flag",
        "With fewer wards than this to compare, nothing is flagged and the page says why.",
        2,
        50,
    ),
    Threshold(
        "flag_on",
        "How sure before a flag goes on",
        "A flag by probability goes on when a ward is at least this likely to be among "
        "the highest.",
        1,
        99,
        is_share=True,
    ),
    Threshold(
        "flag_off",
        "How unsure before it goes off",
        "It goes off only below this probability, so that it does not come and go by "
        "chance. Not above the one before.",
        1,
        99,
        is_share=True,
    ),
]

MONTHS = [
    Threshold(
        "force_share",
        "Share that makes a force yours",
        "A police force with at least this share of the district’s placed crimes must "
        "report a month for the month to count.",
        0,
        100,
        is_share=True,
    ),
    Threshold(
        "month_share",
        "When a month has collapsed",
        "A month with less than this share of its force’s median month is shown as "
        "missing, never as a fall in crime.",
        0,
        100,
        is_share=True,
    ),
]

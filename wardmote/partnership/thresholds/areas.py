"""What decides the proposals of priority areas."""

from wardmote.partnership.thresholds.threshold import Threshold

AREAS = [
    Threshold(
        "emerging_flags",
        "Flags that propose Emerging",
        "A ward with at least this many flags is proposed as Emerging.",
        1,
        15,
    ),
    Threshold(
        "change_after_reports",
        "Reports before a change",
        "A rule must hold in this many reports running before a ward’s category changes.",
        1,
        8,
    ),
    Threshold(
        "sure_probability",
        "How likely overwhelming evidence is",
        "A flag at least this likely to be right is sure. Enough sure flags need not wait "
        "for a second report to propose Emerging.",
        50,
        100,
        is_share=True,
    ),
    Threshold(
        "sure_flags",
        "Sure flags that need not wait",
        "With at least this many sure flags that count, Emerging is proposed at once.",
        1,
        15,
    ),
    Threshold(
        "area_cap",
        "Most priority areas at once",
        "Above this number nothing more is proposed until an area comes off.",
        1,
        100,
    ),
    Threshold(
        "sustaining_after_reports",
        "Reports Emerging before Sustaining",
        "An area that has been Emerging in this many reports, with work recorded, is "
        "proposed as Sustaining.",
        1,
        40,
    ),
    Threshold(
        "fall_share",
        "Fall in flags that proposes Sustaining",
        "An Emerging area that has lost at least this share of the flags it had, but not "
        "all, is proposed as Sustaining.",
        1,
        100,
        is_share=True,
    ),
    Threshold(
        "remembered_reports",
        "Reports for which a priority area is remembered",
        "A ward that was a priority area in so many reports and still has a flag is "
        "proposed as Sustaining.",
        1,
        40,
    ),
    Threshold(
        "growth_homes",
        "New homes that propose Preventing",
        "A ward that grows by at least this many homes a year is proposed as Preventing.",
        1,
        100_000,
    ),
    Threshold(
        "deep_dive_after_reports",
        "Reports before a deep dive",
        "A ward in which the same flags, as many as propose Emerging, stand for so many "
        "reports is due a deep dive.",
        1,
        40,
    ),
]

"""Colours are strong enough for tired eyes, and Word and PDF get the same picture."""

from itertools import pairwise

import typst

from wardmote.charts import Bar, bar_chart, palette


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    bent = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * bent[0] + 0.7152 * bent[1] + 0.0722 * bent[2]


def contrast(one, other=palette.PAPER):
    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_words_and_lines_stand_out_from_white():
    words = [palette.INK, palette.SECONDARY, palette.ACCENT, *palette.LINES]
    assert min(contrast(colour) for colour in words) >= 4.5
    assert min(contrast(colour) for colour in palette.LETTERS.values()) >= 4.5
    assert contrast(palette.FAINT) >= 3


def test_steps_of_a_map_are_told_apart_by_lightness_alone():
    shades = [luminance(colour) for colour in palette.STEPS]
    assert shades == sorted(shades, reverse=True)
    apart = pairwise(palette.STEPS)
    assert min(contrast(light, dark) for light, dark in apart) >= 1.3


def test_typst_draws_it_for_paper():
    chart = bar_chart(key="k", title="Longmere is highest", bars=[Bar("Longmere", 3)])
    page = b"#set page(width: 10cm, height: auto)\n"
    page += b'#image("chart.svg", width: 100%, alt: "x")'
    drawn = typst.compile({"main": page, "chart.svg": chart.svg.encode()}, format="png")
    assert drawn.startswith(b"\x89PNG")
    assert len(drawn) > 2000

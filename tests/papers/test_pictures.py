"""A drawing or a logo is let in only if it is nothing but a picture."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.papers.samples import SVG
from wardmote.charts import Bar, Line, bar_chart, line_chart
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month
from wardmote.papers.document import Document, Figure
from wardmote.papers.pdf import pdf
from wardmote.papers.pictures import check_logo, clean_svg, inline_svg, png_from_svg

INSIDE = {
    "script": "<script>alert(1)</script>",
    "event": '<rect onload="alert(1)" width="1" height="1"/>',
    "foreign": "<foreignObject><p/></foreignObject>",
    "other names": '<p xmlns="http://www.w3.org/1999/xhtml"/>',
    "link that acts": '<a href="javascript:alert(1)"><text>x</text></a>',
    "outside image": '<image href="https://evil.example/x.png" width="1" height="1"/>',
    "file": '<image href="/etc/passwd" width="1" height="1"/>',
    "svg in data": '<image href="data:image/svg+xml;base64,PHN2Zy8+"/>',
    "use": '<use href="other.svg#a"/>',
    "xlink": '<use xmlns:x="http://www.w3.org/1999/xlink" x:href="http://a/b#c"/>',
    "animation": '<set attributeName="href" to="javascript:alert(1)"/>',
    "paint from outside": '<rect fill="url(https://evil.example/a#b)"/>',
    "base": '<g xml:base="https://evil.example/"/>',
}


def drawing(inside):
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>'


@pytest.mark.parametrize("inside", INSIDE.values(), ids=INSIDE)
def test_a_drawing_that_acts_or_loads_is_refused(inside):
    with pytest.raises(RuleBroken, match="plain PNG, JPEG or SVG"):
        clean_svg(drawing(inside))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<svg",
        "<html/>",
        '<!DOCTYPE svg [<!ENTITY a "aa">]><svg xmlns="http://www.w3.org/2000/svg"/>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd"><svg xmlns="http://www.w3.org/2000/svg"/>',
    ],
)
def test_a_file_that_is_no_drawing_is_refused(text):
    with pytest.raises(RuleBroken):
        clean_svg(text)


def test_a_map_keeps_its_links_and_loses_its_styles():
    kept = clean_svg(
        drawing('<style>*{}</style><!-- x --><a href="/wards/2/"><path style="a:b"/></a>')
    )
    assert 'href="/wards/2/"' in kept
    assert "style" not in kept
    assert "<!--" not in kept


@given(name=st.text(max_size=40) | st.sampled_from(["a\\b", "url(x)", "<b>&😀"]))
@settings(deadline=None, max_examples=25)
def test_every_chart_of_ours_goes_into_every_paper(name):
    months = [Month(2026, 4) + at for at in range(3)]
    bars = [Bar(name, 14, "/wards/E05000001/?a=1&b=2"), Bar("Other", 6)]
    charts = (
        line_chart(key="k", title=name, periods=months, lines=[Line(name, [1, None, 3])]),
        bar_chart(key="k", title=name, bars=bars),
    )
    for chart in charts:
        assert inline_svg(chart.svg, alt=chart.description, prefix="figure-1")
        assert png_from_svg(chart.svg, ppi=40)
        drawn = Figure(chart.svg, chart.description, chart.title)
        assert pdf(Document("T", "", "P", "", date(2026, 8, 4), (drawn,)))


def test_two_drawings_on_a_page_share_no_ids():
    page = inline_svg(SVG, alt="One", prefix="figure-1")
    page += inline_svg(SVG, alt="Two", prefix="figure-2")
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids)) == 2
    assert 'clip-path="url(#figure-2-c)"' in page


def test_a_drawing_has_one_name_for_screen_readers():
    assert 'aria-label="Bars &lt;rise&gt;"' in inline_svg(SVG, alt="Bars <rise>", prefix="f")
    named = SVG.replace("<svg ", '<svg role="img" aria-labelledby="t" ', 1)
    named = named.replace("<defs>", '<title id="t">Bars</title><defs>')
    shown = inline_svg(named, alt="Bars", prefix="f")
    assert "aria-label=" not in shown
    assert 'aria-labelledby="f-t"' in shown


def test_word_gets_a_sharp_picture():
    png = png_from_svg(SVG)
    width = int.from_bytes(png[16:20])
    assert png.startswith(b"\x89PNG")
    assert 1150 < width < 1300  # 16 cm at 192 dots an inch


def test_a_logo_may_be_svg_or_png():
    check_logo(SVG.encode())
    check_logo(png_from_svg(SVG))


@pytest.mark.parametrize(
    ("picture", "says"),
    [
        (b"", "must be a PNG, JPEG or SVG"),
        (b"GIF89a", "must be a PNG, JPEG or SVG"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "damaged"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\0\0\0\1\0\0", "at most 4,000 pixels"),
        (b"\xff\xd8\xff" + b"\0" * 60, "damaged"),
        (drawing("<script/>").encode(), "more than shapes"),
        (b"\xff\xfe<svg", "damaged"),
        (SVG.encode() + b" " * 1024 * 1024, "smaller than 1 MB"),
    ],
)
def test_another_logo_is_refused_in_words(picture, says):
    with pytest.raises(RuleBroken, match=says) as refusal:
        check_logo(picture)
    assert refusal.value.about == "logo"

"""Charts and maps as SVG text, each with the same numbers as a table.

Pure functions: no Django, no clock, the same picture for the same arguments. The
pictures carry no style, script or inline `style=`, so they may stand inside any page
under a strict Content-Security-Policy, and Typst draws them in PDF and Word too.
"""

from wardmote.charts.arrows import Way
from wardmote.charts.bars import Bar, Reference, bar_chart
from wardmote.charts.drawing import Chart, ChartTable
from wardmote.charts.eights import Eight, figure_of_eight
from wardmote.charts.labels import Mark
from wardmote.charts.lines import line_chart
from wardmote.charts.maps import Area, choropleth
from wardmote.charts.outlines import Outlines, outlines
from wardmote.charts.plots import Band, Line
from wardmote.charts.sparks import spark
from wardmote.charts.stations import Dot, Fill, Shelf, Station
from wardmote.charts.timelines import Block, TimelineRow, category_timeline

__all__ = [
    "Area",
    "Band",
    "Bar",
    "Block",
    "Chart",
    "ChartTable",
    "Dot",
    "Eight",
    "Fill",
    "Line",
    "Mark",
    "Outlines",
    "Reference",
    "Shelf",
    "Station",
    "TimelineRow",
    "Way",
    "bar_chart",
    "category_timeline",
    "choropleth",
    "figure_of_eight",
    "line_chart",
    "outlines",
    "spark",
]

"""The few colours a chart may use.

Contrast against white: text and lines that carry meaning at least 4.5 to 1, all else
that must be seen at least 3 to 1. No meaning rests on a colour alone: lines are named
and dashed, blocks are lettered, steps are listed with their numbers.
"""

INK = "#0b0c0c"
SECONDARY = "#505a5f"
FAINT = "#8a9297"
GRID = "#dfe3e5"
PAPER = "#ffffff"
ACCENT = "#1d70b8"
TINT = "#cfe1f2"

LINES = ("#12436d", "#801650", "#505a5f", "#00665e")
DASHES = (None, "8 3", "2 3", "10 3 2 3")
STEPS = ("#e6eff8", "#b3cfe8", "#6fa3d4", "#2b6cb0", "#12396b")
LETTERS = {"E": "#a33b00", "P": ACCENT, "S": SECONDARY}

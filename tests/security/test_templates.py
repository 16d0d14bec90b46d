"""No template holds inline code or style, or goes round the escaping."""

import re

import pytest

from tests.security.pages import PAYLOAD, planted_in, template_faults
from tests.test_repository import ROOT, tracked

TEMPLATES = tracked("wardmote/*.html")
#: who may call text safe: (file, how often), each looked at
MADE_SAFE = {"wardmote/papers/html.py": 1}


def test_there_are_templates():
    assert len(TEMPLATES) > 15


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_is_clean(path):
    faults = set(template_faults(path.read_text()))
    if path.name == "standalone.html":  # a file to keep: it brings its own style
        faults -= {"<style>", "<style> with something inside"}
    if path.name == "mail.html":  # mail programs know no other
        faults = {one for one in faults if not one.endswith(" style=>")}
    assert not faults


@pytest.mark.parametrize(
    "planted",
    [
        "<script>go()</script>",
        '<script src="https://elsewhere.example/x.js"></script>',
        '<p style="color: red">',
        "<style>p { color: red }</style>",
        '<button onclick="go()">',
        "<a {% if x %}onMouseOver='go()'{% endif %} href='/'>",
        '<p hx-on:click="go()">',
        '<p hx-vals="js:{a: 1}">',
        '<a href="javascript:go()">',
        '<iframe src="/x"></iframe>',
        "{{ name|safe }}",
        "{{ name|upper|safe }}",
        "{% autoescape off %}{{ name }}{% endautoescape %}",
        "<a href={{ address }}>",
        '<form method="post"><button>Go</button></form>',
    ],
)
def test_a_planted_fault_is_found(planted):
    assert template_faults(planted)


def test_sound_templates_are_let_pass():
    sound = """{% include "x" with one=two on=three %}<a href="{{ one }}" title="style=">
    <script src="{% static 'x' %}"></script>{{ chart.svg|safe }}
    <form method="post">{% csrf_token %}</form><form method="get"></form>"""
    assert not template_faults(sound)


@pytest.mark.parametrize("place", ["<p>%s</p>", '<p title="%s">', "<p title='%s'>"])
def test_the_payload_gets_out_of_every_place_that_is_not_escaped(place):
    from django.utils.html import escape

    assert planted_in(place % PAYLOAD)
    assert not planted_in(place % escape(PAYLOAD))


def test_only_what_somebody_looked_at_is_called_safe():
    pattern = re.compile(
        r"\bmark_safe\(|(?<!import )\bSafeString\(|\bMarkup\((?!str\(escape|escape)"
    )
    found = {}
    for path in tracked("wardmote/*.py"):
        count = len(pattern.findall(path.read_text()))
        if count:
            found[path.relative_to(ROOT).as_posix()] = count
    assert found.items() <= MADE_SAFE.items()

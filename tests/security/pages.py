"""What must not stand in a page: read as a browser would, not searched as text."""

import re
from html.parser import HTMLParser

#: closes any attribute and any tag that it is put into without being escaped
PAYLOAD = """'"data-planted=1><planted-tag>"""
PLANTED = ("planted-tag", "data-planted")
SOURCES = {"href", "src", "action", "formaction", "data", "poster", "srcset", "xlink:href"}
TAGS_OF_DJANGO = re.compile(r"{%.*?%}|{#.*?#}", re.DOTALL)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.faults = []
        self.planted = []
        self.ids = []
        self._inside = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self._inside = tag if tag in ("script", "style") else ""
        if tag in PLANTED or PLANTED[1] in given:
            self.planted.append(self.get_starttag_text())
        if tag in ("style", "iframe", "object", "embed", "base"):
            self.faults.append(f"<{tag}>")
        if tag == "script" and "src" not in given:
            self.faults.append("<script> without src")
        if "id" in given:
            self.ids.append(given["id"])
        for name, value in attrs:
            self._check(tag, name, (value or "").strip().lower())

    def _check(self, tag, name, value):
        is_code = name.startswith(("on", "hx-on")) or name in ("style", "srcdoc", "hx-vars")
        if is_code or (name.startswith("hx-") and value.startswith(("js:", "javascript:"))):
            self.faults.append(f"<{tag} {name}=>")
        if name in SOURCES and value.startswith(("javascript:", "vbscript:", "data:text")):
            self.faults.append(f"<{tag} {name}={value[:20]}>")
        is_loaded = name in ("src", "data") or (tag == "link" and name == "href")
        if is_loaded and value.startswith(("http:", "https:", "//")):
            self.faults.append(f"<{tag} {name}={value[:40]}> comes from elsewhere")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        self._inside = ""

    def handle_data(self, data):
        if self._inside and data.strip():
            self.faults.append(f"<{self._inside}> with something inside")


def read(html):
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


def faults_in(html):
    """Inline code or style, frames, things loaded from elsewhere."""
    return read(html).faults


def planted_in(html):
    """Where the payload got out of its place."""
    return read(html).planted


def template_faults(source):
    """The same for a template, and ways round Django's escaping."""
    found = faults_in(TAGS_OF_DJANGO.sub("", source))
    if re.search(r"{%\s*autoescape\s+off", source):
        found.append("autoescape off")
    found += [
        f"{words} is not escaped"
        for words in re.findall(r"{{\s*([^}]*?)\s*\|\s*safe(?:seq)?\b[^}]*}}", source)
        if not re.fullmatch(r"(\w+\.)*((wide_|upright_)?svg|spark)", words)
    ]
    if re.search(r"<[^>]*\s[\w:-]+={{", TAGS_OF_DJANGO.sub("", source)):
        found.append("an attribute without quotes")
    for form in re.findall(r"<form\b[^>]*method=.post.*?</form>", source, re.S | re.I):
        if "csrf_token" not in form:
            found.append("a form without csrf_token")
    return found

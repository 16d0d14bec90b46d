"""A real browser, wide and narrow, with and without JavaScript, and axe on every page."""

import os
import shutil
import sqlite3
from importlib import import_module
from pathlib import Path

import pytest

from tests.conftest import PASSWORD

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop in this thread

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
AXE = ROOT / "node_modules/axe-core/axe.min.js"
WIDE, NARROW = (1280, 900), (390, 844)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Each journey goes one of its ways in the usual run, the others in the deep one.

    Which one differs from journey to journey: wide and narrow, with and without scripts.
    """
    ways = {}
    for item in items:
        is_usual = not item.get_closest_marker("deep")
        is_journey = item.path.parent == HERE and item.path.stem != "test_every_page"
        if is_journey and is_usual:
            ways.setdefault((item.path, item.originalname), []).append(item)
    for number, some in enumerate(ways.values()):
        for item in some:
            if item is not some[number % len(some)]:
                item.add_marker(pytest.mark.deep)


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    path = next((found for name in names if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


class Walk:
    """One person's way through the pages; every page is checked as it is seen."""

    def __init__(self, page, address):
        self.page, self.address, self.seen = page, address, []
        self.complaints = []
        page.set_default_timeout(10_000)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("response", self._notice)

    def _hear(self, message):
        refused = "Content Security Policy" in message.text
        if refused or (message.type == "error" and "status of 4" not in message.text):
            self.complaints.append(message.text)

    def _notice(self, response):
        if "/static/" in response.url and response.status >= 400:
            self.complaints.append(f"{response.status}: {response.url}")

    def open(self, path):
        answer = self.page.goto(self.address + path)
        assert answer.status < 400, f"{path}: {answer.status}"
        self.check()
        return answer

    def sign_in(self, person):
        self.open("/sign-in/")
        self.page.get_by_label("E-mail address").fill(person.email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        self.check()

    def press(self, name):
        self.page.get_by_role("button", name=name).first.click()
        self.check()

    def follow(self, name):
        self.page.get_by_role("link", name=name).first.click()
        self.check()

    def check(self):
        """No accessibility violation, no sideways scroll, nothing refused by the policy."""
        page = self.page
        page.wait_for_load_state()
        self.seen.append(page.url)
        assert not self.complaints, f"{page.url}: {self.complaints}"
        self.check_width()
        self.check_blocks()
        self.check_navigation()
        if not self.scripts:
            return
        page.evaluate(AXE.read_text())
        found = page.evaluate(
            "(tags) => axe.run({runOnly: {type: 'tag', values: tags}})", RULES
        )
        broken = [
            f"{one['id']}: {node['html'][:200]}"
            for one in found["violations"]
            for node in one["nodes"]
        ]
        assert not broken, f"{page.url}: {broken}"

    def check_width(self):
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{self.page.url} scrolls sideways by {wide} px"

    def check_blocks(self):
        """On a phone, every line of a row that is a block begins at the left."""
        if self.page.viewport_size["width"] <= NARROW[0]:
            lines = self.page.locator(".ward-stack td")
            sides = lines.evaluate_all("all => all.map(one => getComputedStyle(one).textAlign)")
            assert set(sides) <= {"left"}, f"{self.page.url}: a line of a block is not at left"

    def check_navigation(self):
        """On a wide page it stands in one line, whoever looks."""
        if self.page.viewport_size["width"] >= WIDE[0]:
            links = self.page.locator(".ward-nav__link")
            tops = links.evaluate_all("all => all.map(one => one.offsetTop)")
            assert len(set(tops)) <= 1, f"{self.page.url}: the navigation wraps"

    def check_narrowest(self):
        """At 320 px, the width of a page enlarged four times."""
        size = self.page.viewport_size
        self.page.set_viewport_size({"width": 320, "height": 640})
        try:
            self.check_width()
        finally:
            self.page.set_viewport_size(size)

    scripts = True


@pytest.fixture(scope="session", autouse=True)
def styled():
    """Styles come from the product's own server, hashed, and not from Django's for tests."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "_should_handle", lambda self, path: False)
        yield


@pytest.fixture
def walk(browser, live_server, transactional_db):
    """walk(size=WIDE, scripts=True): a fresh browser session."""
    contexts = []

    def begin(size=WIDE, *, scripts=True):
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=scripts,
            locale="en-GB",
        )
        contexts.append(context)
        begun = Walk(context.new_page(), live_server.url)
        begun.scripts = scripts
        return begun

    yield begin
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def kept_stage(tmp_path_factory):
    """The small district's database and files, made once and kept aside."""
    return {"folder": tmp_path_factory.mktemp("stage"), "people": None}


@pytest.fixture
def stage(kept_stage, transactional_db, live_server, settings):
    """The small district, committed, as it was made: {"officer": User, ...}."""
    from django.db import connection

    from tests.district import load, write_files
    from tests.signin.local_provider import LocalProvider

    settings.MAIL_IS_ON = True
    settings.PROVIDERS = (LocalProvider().provider(domains=("council.example",)),)
    folder = kept_stage["folder"]
    connection.ensure_connection()
    if kept_stage["people"] is None:
        _enter_police_datasets()
        write_files(folder / "from")
        kept_stage["people"] = load(folder / "from")
        kept_stage["database"] = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(kept_stage["database"])
        shutil.copytree(settings.WAREHOUSE, folder / "warehouse")
        shutil.copytree(settings.FILES, folder / "files")
    else:
        kept_stage["database"].backup(connection.connection)
        shutil.copytree(folder / "warehouse", settings.WAREHOUSE)
        shutil.copytree(folder / "files", settings.FILES)
    return kept_stage["people"]


def _enter_police_datasets():
    """What a migration entered, and an earlier browser test swept away with all else."""
    from django.apps import apps

    from wardmote.datasets.models import Dataset

    if not Dataset.objects.exists():
        import_module("wardmote.datasets.migrations.0002_police_datasets").enter(apps, None)

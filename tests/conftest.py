"""The cast, and what every test starts from."""

import gc
import os
import shutil
import tempfile
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from zlib import crc32

import hypothesis
import pytest

# Set before Django reads its settings: a home of its own for the whole run.
if "WARDMOTE_TEST_HOME" not in os.environ:
    os.environ["WARDMOTE_TEST_HOME"] = tempfile.mkdtemp(prefix="wardmote-test-")
os.environ["WARDMOTE_HOME"] = os.environ["WARDMOTE_TEST_HOME"]

# A seventh of the processor's time went into looking for garbage that was not there.
gc.set_threshold(100_000, 50, 50)

# A machine may be busy: how long an example takes is measured in bench/, not here.
hypothesis.settings.register_profile("wardmote", deadline=None)
hypothesis.settings.load_profile("wardmote")

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
TODAY = date(2026, 11, 2)
PASSWORD = "plover kettle marsh"


#: on the second database one test in so many runs in `make test`, the rest in
#: `make test-deep`: most is the same code on either
ONE_IN = 3
#: of a long suite, which asks who may do what: in `make test`, and in `make test-deep`
LONG_IN, LONG_IN_DEEP = 10, 8


def pytest_collection_modifyitems(config, items):
    """On the second database only what uses a database runs, and no browser.

    What uses the shared district comes first: it is made once for all of it, in a transaction
    that no other test must see. So, after the rest of it, what searches for canaries in it.
    """
    items.sort(key=lambda item: (not uses_shared_district(item), is_planted(item)))
    if not os.environ.get("WARDMOTE_ONLY_DATABASE"):
        return
    stays = [item for item in items if uses_database(item) and is_drawn(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(stays)])
    items[:] = stays


def uses_shared_district(item) -> bool:
    """Not where a module makes a district of its own."""
    if "made_district" not in getattr(item, "fixturenames", ()):
        return False
    return not hasattr(item.module, "made_district")


def is_planted(item) -> bool:
    return "made_planted" in getattr(item, "fixturenames", ())


#: the shared district while it is there, with its canaries from some test on
_district = ExitStack()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """The shared district is undone before the first test that does not use it."""
    if not uses_shared_district(item):
        _district.close()


def is_drawn(item) -> bool:
    """Whether this test is of the sample on the second database; the same ones each time."""
    is_deep = bool(os.environ.get("WARDMOTE_DEEP"))
    number = crc32(item.nodeid.encode())
    if item.get_closest_marker("long"):
        return number % (LONG_IN_DEEP if is_deep else LONG_IN) == 0
    if item.get_closest_marker("deep") or item.get_closest_marker("sized"):
        return True
    return (number % ONE_IN == 0) != is_deep


def uses_database(item) -> bool:
    asks = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    marked = item.get_closest_marker("django_db") is not None
    return bool(asks or marked) and item.get_closest_marker("journey") is None


@pytest.fixture(scope="session", autouse=True)
def emptied_between_tests():
    """Browser tests empty the tables afterwards: the triggers that refuse it stand aside."""
    from django.db import connection
    from django.test.testcases import TransactionTestCase

    from wardmote.audit.triggers import TRAIL
    from wardmote.meetings.triggers import LOCK
    from wardmote.releases.triggers import LEDGER
    from wardmote.reports.triggers import LOCK as AGREED

    empty = TransactionTestCase._fixture_teardown

    def empty_all(self):
        with ExitStack() as aside:
            for guards in (TRAIL, LOCK, AGREED, LEDGER):
                aside.enter_context(guards.aside(connection))
            empty(self)

    TransactionTestCase._fixture_teardown = empty_all
    yield
    TransactionTestCase._fixture_teardown = empty


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path: Path) -> None:
    """Each test has a warehouse and files of its own, quick hashing, and may search on."""
    settings.SEARCHES_A_MINUTE = 10_000
    settings.WAREHOUSE = tmp_path / "warehouse"
    settings.FILES = settings.MEDIA_ROOT = tmp_path / "files"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def own_shapes(request) -> None:
    """Boundaries that a process keeps in memory do not outlive a test's database: another
    test's have the same numbers and the same day. The shared district comes before all."""
    from wardmote.places import following, shapes

    if not uses_shared_district(request.node):
        shapes.forget()
        following.forget()


@pytest.fixture
def shared() -> Path:
    """The real open data beside the project; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here: this test reads real open data from it")
    return SHARED


@pytest.fixture
def make_person(db):
    """A person with a password: make_person("Priya", role="officer")."""
    from wardmote.people.models import User

    def make(name: str, role: str = ""):
        email = f"{name.lower().replace(' ', '.')}@wendle.example"
        user = User(email=email, name=name, role=role)
        user.set_password(PASSWORD)
        user.save()
        return user

    return make


def sign_for(organisation, groups, *, on=date(2024, 1, 1), until=date(2999, 12, 31)):
    """The organisation has signed the partnership's sharing agreement. Returns its party."""
    from wardmote.agreements.models import Agreement, Version

    agreement, _ = Agreement.objects.get_or_create(
        name="Information sharing agreement", kind="sharing"
    )
    agreement.groups.add(*groups)
    first = {"in_force_on": date(2020, 1, 1), "sign_by": date(2020, 3, 31)}
    version, _ = Version.objects.get_or_create(agreement=agreement, number=1, defaults=first)
    party, _ = agreement.parties.get_or_create(organisation=organisation)
    signed = {"name": "Jo Dunn", "capacity": "Chief Officer", "recorded_at": NOW}
    party.signatures.create(version=version, signed_on=on, until=until, **signed)
    return party


@pytest.fixture
def seat(db):
    """Seat a person on a group of this kind, for an organisation that has signed."""
    from wardmote.groups.models import Group, Seat
    from wardmote.groups.rules import GROUP_KIND_NAMES
    from wardmote.people.models import Organisation

    def give(person, kind, *, signed=True):
        group, _ = Group.objects.get_or_create(kind=kind, name=GROUP_KIND_NAMES[kind])
        if person.organisation is None:
            person.organisation, _ = Organisation.objects.get_or_create(name="Fire service")
            person.save()
        if signed:
            sign_for(person.organisation, [group])
        return Seat.objects.create(group=group, person=person, since=date(2024, 1, 1))

    return give


@pytest.fixture
def represent(db):
    """Make a person councillor (or clerk) of a place."""
    from wardmote.places.models import Representation

    def make(person, code, office="councillor", kind="ward"):
        return Representation.objects.create(
            user=person, office=office, kind=kind, code=code, since=date(2024, 5, 2)
        )

    return make


@pytest.fixture
def priya(make_person):
    """The partnership officer."""
    return make_person("Priya", role="officer")


@pytest.fixture
def ana(make_person):
    """The research analyst."""
    return make_person("Ana", role="analyst")


@pytest.fixture
def sam(make_person):
    """Has an account and no post: sees nothing but public pages."""
    return make_person("Sam")


@pytest.fixture(scope="session")
def made_district(django_db_setup, django_db_blocker, tmp_path_factory):
    """A small district in a transaction that is undone after the last test that uses it."""
    from tests.district import made

    folder = tmp_path_factory.mktemp("district")
    with _district:
        _district.enter_context(django_db_blocker.unblock())
        yield _district.enter_context(made(folder))


@pytest.fixture(scope="session")
def made_planted(made_district, tmp_path_factory):
    """The shared district with every canary, undone with it."""
    from tests.leaks.fields import planted

    folder = tmp_path_factory.mktemp("planted")
    return _district.enter_context(planted(made_district, folder))


@pytest.fixture(scope="session")
def council():
    """An organisation with its own sign-in, running on this machine."""
    from tests.signin.local_provider import running

    with running() as made:
        yield made


def copy_kept(here: Path, there: Path) -> None:
    """What is in the warehouse and among the files of this folder."""
    for kept in "warehouse", "files":
        if (here / kept).exists():
            shutil.copytree(here / kept, there / kept, dirs_exist_ok=True)


@pytest.fixture
def district(made_district, db, tmp_path, settings, council):
    """The small district as it was made, to be changed by this test alone."""
    from django.utils.timezone import now as clock

    from wardmote.signin.models import MailLink

    settings.MAIL_IS_ON = True
    settings.PROVIDERS = (council.provider(domains=("council.example",)),)
    copy_kept(made_district.folder.parent, tmp_path)
    MailLink.objects.update(asked_at=clock())  # it lives for minutes, the district for hours
    return made_district

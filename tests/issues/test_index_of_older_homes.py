"""A home of before the index has it after the upgrade."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from tests.conftest import NOW
from wardmote.issues.models import IssueWords
from wardmote.issues.rules import Level
from wardmote.issues.usecases import telling
from wardmote.issues.usecases.indexing import out_of_step
from wardmote.restricted.models import TextWords

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("app", ["issues", "restricted"])
def test_the_upgrade_indexes_what_there_is(app, issue, cast, restricted_on, monkeypatch):
    for level in Level:
        telling.tell(issue.pk, f"What {level} said", level, by=cast["Dev"], now=NOW)
    before = list(TextWords.objects.values())
    upgrade = import_module(f"wardmote.{app}.migrations.0002_the_index")
    monkeypatch.setattr(upgrade, "make_index", lambda *table: None)
    {"issues": IssueWords, "restricted": TextWords}[app].objects.all().delete()
    upgrade.fill(apps, SimpleNamespace(connection=connection))
    assert out_of_step() == []
    assert list(TextWords.objects.values()) == before

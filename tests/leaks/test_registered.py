"""Every column that can hold words about an issue has a canary in it, or a reason why not."""

from importlib import import_module
from inspect import signature

import pytest
from django.apps import apps
from django.db import models

from tests.leaks.broken import CODE
from tests.test_permissions import none

pytestmark = pytest.mark.django_db
APPS = ("actions", "issues", "restricted", "meetings", "preelection", "pulse", "bulletins",
        "digests", "surveys")  # fmt: skip
TEXTS = (models.TextField, models.CharField, models.JSONField, models.BinaryField)
#: columns that hold no words of their own
WITHOUT = {
    "actions.Action.number": "given by the product; stands in a reminder's mail",
    "actions.Action.due_month": "such as 2026-10",
    "actions.Action.source": "'issue' or 'meeting' and a row's number",
    "actions.Action.source_address": "an address of ours",
    "actions.MeetingDay.meeting": "'meeting' and a row's number",
    "bulletins.Bulletin.area": "codes of the boundaries",
    "bulletins.Bulletin.area_words": "names of the boundaries",
    "bulletins.LinkCheck.address": "an address of the bulletin, planted as its link",
    "bulletins.Letter.why": "of which parish clerk, or of which organisation, somebody is",
    "bulletins.Letter.refused": "what a mail server said: shown beside “why”, to officers",
    "digests.Digest.address": "a member's, as the list of people has it",
    "digests.WardUsual.ward": "a code of the boundaries",
    "digests.Digest.message_id": "drawn by the mail provider",
    "issues.Concern.receipt": "drawn by chance",
    "issues.ConcernPlace.kind": "ward or parish",
    "issues.ConcernPlace.code": "of the boundaries",
    "issues.ConcernPlace.name": "of the boundaries",
    "issues.Issue.number": "given by the product; a gap in the numbers may show",
    "issues.IssueWard.code": "of the boundaries",
    "issues.QuarterlyUpdate.quarter": "such as 2026Q4",
    "issues.Score.marks": "whole numbers from 0 to 5",
    "meetings.Meeting.wards": "codes of the boundaries",
    "meetings.Item.number": "given by the product",
    "meetings.Item.source": "'ask' and a row's number",
    "meetings.Decision.about": "'ask' and a row's number",
    "meetings.Paper.kept": "a digest",
    "meetings.AgendaEdition.content": "the items as they were sent out, planted above",
    "meetings.Minutes.content": "the items as they were approved: of the district itself",
    "meetings.Minutes.digest": "a digest",
    "meetings.OldMinutes.content": "the file, with the canaries of its text",
    "meetings.OldMinutes.digest": "a digest",
    "meetings.TermsClause.number": "such as 7.2",
    "meetings.Election.name": "of somebody seated, as the list of groups has it",
    "preelection.ElectionPeriod.codes": "of the boundaries",
    "preelection.GoAhead.ref": "such as 'bulletin 12 edition 1'",
    "preelection.GoAhead.codes": "of the boundaries",
    "preelection.GoAhead.digest": "a digest",
    "preelection.GoAhead.periods": "numbers of rows",
    "preelection.GoAhead.authors": "numbers of rows",
    "pulse.Pulse.quarter": "such as 2026Q4",
    "pulse.PulseQuestion.wards": "codes of the boundaries",
    "pulse.Adjustment.ward": "a code of the boundaries",
    "pulse.Dismissal.ward": "a code of the boundaries",
    "surveys.Survey.key": "drawn by chance; stands in the link that is given to everybody",
    "surveys.SurveyPlace.code": "of the boundaries",
    "surveys.SurveyPlace.name": "of the boundaries",
    "surveys.SurveyAnswer.form": "a digest",
    "surveys.SurveyAnswer.place": "a code of the boundaries",
    "surveys.SurveyAnswer.chosen": "places of answers in a list: tests/surveys/test_telling.py",
    "restricted.Text.subject": "'issue' and a row's number",
    "restricted.Text.sealed": "the same words sealed: tests/restricted/test_sealing.py",
    "restricted.Text.key": "the name of a key, from the key file",
}
#: what the words above are searched by: tests/leaks/test_search.py
WITHOUT |= {
    f"{index}.{name}": "a copy for the search"
    for index in ("issues.IssueWords", "restricted.TextWords")
    for name in ("title", "about", "words")
}


def columns(*labels):
    """app.Model.field of everything that holds more than a choice from a list."""
    return {
        f"{model._meta.label}.{field.name}": (model, field.name)
        for label in labels
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.get_fields()
        if isinstance(field, TEXTS) and not field.choices
    }


def unregistered(found, fields):
    return sorted(found - {one.kept_in for one in fields} - WITHOUT.keys())


def test_every_text_of_an_issue_is_planted(planted):
    fields, known = planted.fields, columns(*APPS, "releases")
    assert unregistered(columns(*APPS).keys(), fields) == []
    assert sorted(WITHOUT.keys() - known.keys()) == []
    kept = [one for one in fields if one.kept_in]
    texts = {name: "\n".join(map(str, _values(*known[name]))) for name in _named(kept)}
    none([one.name for one in kept if one.canaries[0] not in texts[one.kept_in]])


def _named(fields):
    return {one.kept_in for one in fields}


def _values(model, name):
    return model.objects.values_list(name, flat=True)


def test_a_new_column_is_noticed():
    assert unregistered({"issues.Issue.nickname"}, []) == ["issues.Issue.nickname"]


@pytest.mark.parametrize("which", CODE)
def test_what_make_leaks_takes_out_is_there(which):
    """A check that was moved would break every test, and for another reason than it says."""
    module, name, instead = CODE[which]
    held = getattr(import_module(module), name)
    assert signature(held).parameters.keys() == signature(instead).parameters.keys()

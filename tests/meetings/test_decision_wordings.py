"""What clerks write when something is decided, by table."""

import pytest

from wardmote.meetings.reading.verdicts import kind_of


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("RESOLVED to approve the accounts.", "resolved"),
        ("RESOLVED to accept the quotation of £1,486.00.", "resolved"),
        ("Resolved to receive the report.", "resolved"),
        ("RESOLVED to note the report.", "noted"),
        ("RESOLVED to appoint Cllr Low as the representative.", "elected"),
        ("AGREED to note the position.", "agreed"),
        ("Decided to adopt the policy.", "agreed"),
        ("12.1 To approve the minutes", None),
        ("(a) to receive the report", None),
    ],
)
def test_resolved_to_is_a_decision_and_a_purpose_is_none(words, kind):
    assert kind_of(words) == kind

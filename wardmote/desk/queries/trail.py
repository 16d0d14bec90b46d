"""What the trail files entries under, as people know it: an issue's number, a receipt."""

from collections.abc import Iterable
from typing import Any

from wardmote.actions.models import Action
from wardmote.issues.models import Concern, Issue
from wardmote.kernel.numbers import key_of

#: subjects begin with this word -> whose they are, and the field that people know
NUMBERED: dict[str, tuple[Any, str]] = {
    "issue": (Issue, "number"),
    "concern": (Concern, "receipt"),
    "action": (Action, "number"),
}


def subject_of(said: str) -> str:
    """ "issue 9" for the number of that issue; whatever is no number stays as it is."""
    for model, name in NUMBERED.values():
        found = model.objects.filter(**{f"{name}__iexact": said}).first()
        if found is not None:
            return str(found.subject)
    return said


def known_as(subjects: Iterable[str]) -> dict[str, str]:
    """Subject -> the number that people know it by, of those that have one."""
    keys: dict[str, set[int]] = {kind: set() for kind in NUMBERED}
    for subject in subjects:
        kind, _, key = subject.partition(" ")
        if kind in keys and key_of(key):
            keys[kind].add(key_of(key))
    return {
        one.subject: str(one)
        for kind, (model, _) in NUMBERED.items()
        for one in model.objects.in_bulk(keys[kind]).values()
    }

"""Two versions of terms of reference side by side."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wardmote.kernel.numbers import key_of
from wardmote.meetings.clauses import KIND_NAMES, Change, Kind, Run, runs
from wardmote.meetings.document import GROUP
from wardmote.meetings.models import TermsVersion
from wardmote.meetings.terms import changes_of, history, version_before
from wardmote.meetings.terms_paper import comparison_document
from wardmote.meetings.views.terms import version_for
from wardmote.papers.files import as_attachment, format_or_404
from wardmote.partnership.queries import word_template
from wardmote.people.access import SignedInRequest


@dataclass(frozen=True, slots=True)
class Beside:
    """One clause in both versions, its words in runs."""

    change: Change
    number: str
    left: list[Run]
    right: list[Run]

    @property
    def kind(self) -> str:
        return KIND_NAMES[self.change.kind]


def _beside(change: Change) -> Beside:
    old = change.old.text if change.old else ""
    new = change.new.text if change.new else ""
    numbers = [one.number for one in (change.old, change.new) if one is not None]
    return Beside(change, " → ".join(dict.fromkeys(numbers)), *runs(old, new))


def _pair(request: SignedInRequest, pk: int) -> tuple[TermsVersion, TermsVersion]:
    """A version and the one it is compared with: the one before, or the one asked for."""
    found, _ = version_for(request, pk)
    wanted = key_of(request.GET.get("with", ""))
    other = version_for(request, wanted)[0] if wanted else version_before(found)
    if other is None or other.group_id != found.group_id:
        raise Http404
    return found, other


@require_safe
def compare(request: SignedInRequest, pk: int) -> HttpResponse:
    """Old and new words of each clause side by side."""
    found, before = _pair(request, pk)
    changes, rules = changes_of(found, before)
    differ = [_beside(one) for one in changes if one.kind is not Kind.SAME]
    context = {
        "marking": GROUP,
        "version": found,
        "before": before,
        "differ": differ,
        "same": len(changes) - len(differ),
        "rules": rules,
        "versions": [one for one in history(found.group) if one not in (found, before)],
    }
    return render(request, "meetings/terms_compare.html", context)


@require_safe
def compare_file(request: SignedInRequest, pk: int, ending: str) -> HttpResponse:
    """The comparison as PDF or Word."""
    document = comparison_document(*_pair(request, pk))
    return as_attachment(document, format_or_404(ending), word_template())

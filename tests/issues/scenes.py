"""What restricted text and releases do, which is asked of nobody in particular."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from django.test import override_settings

from tests.conftest import NOW
from tests.issues import notices, tellings
from tests.issues.matrix import ASKED, asked, table
from tests.issues.stage import WARD, World, draft
from wardmote.agreements.models import Safeguards
from wardmote.audit.models import Entry
from wardmote.releases import queries as let_out
from wardmote.releases import usecases as letting
from wardmote.releases.models import Release, ReleasedFile
from wardmote.releases.rules import Audience, ReleaseKind
from wardmote.restricted import queries as restricted
from wardmote.restricted import usecases as writing
from wardmote.restricted.models import Text, TextWords
from wardmote.restricted.sealing import new_key_line


def _written(world: World, text: str = "Words", by: str = "Dev") -> str:
    made = writing.write_restricted("issue 0", text, by=world.people[by], now=NOW)
    *_, found = restricted.opened(restricted.texts_of("issue 0"))
    said = f"{found.text}|{found.by}|{found.organisation}|{made.sealed is None}|{made.key}"
    return f"{said}|{restricted.texts_of('issue 0').count()}"


def _while_off(world: World) -> str:
    Safeguards.objects.update(restricted_on=False)
    return _written(world)


@contextmanager
def _keys() -> Iterator[None]:
    """A key file is named."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "keys")
        path.write_text(new_key_line("spring"))
        with override_settings(TEXT_KEYS=str(path)):
            yield


def _is_sealed(world: World) -> str:
    with _keys():
        named = restricted.is_sealed()
    return f"{named} {restricted.is_sealed()}"


def _one_sealed(world: World) -> str:
    """What is sealed is in no index; what was written in plain before stays in it."""
    before = TextWords.objects.count()
    with _keys():
        _written(world)
    return f"{before} {TextWords.objects.count()}"


def _not_searched(world: World) -> str:
    """What is not to be searched is in no index; it goes without a trace."""
    before = TextWords.objects.count(), Text.objects.count()
    by: dict[str, Any] = {"by": world.people["Dev"], "now": NOW}
    made = writing.write_restricted("concern 0", "Words", **by, is_searched=False)
    said = f"{TextWords.objects.count() - before[0]} {Text.objects.count() - before[1]}"
    writing.erase(made.pk, **by)
    other = writing.write_restricted("issue 0", "Words", **by)
    said += f" {TextWords.objects.count() - before[0]} {Text.objects.count() - before[1]}"
    writing.erase(other.pk, **by)
    return f"{said} {TextWords.objects.count() - before[0]} {Text.objects.count() - before[1]}"


def _sealed_anew(world: World) -> str:
    """Plain texts are sealed once there is a key, and once only; they open as they were."""
    _written(world)
    told: list[tuple[int, int]] = []
    by: dict[str, Any] = {"by": world.people["Priya"], "now": NOW}
    with _keys(), patch.object(writing, "AT_ONCE", 2):
        sealed = [writing.seal_anew(**by, tell=lambda *done: told.append(done))]
        sealed.append(writing.seal_anew(**by))
        said = f"{sealed} {told} {_written(world)}"
        kept = set(Text.objects.values_list("body", "key"))
        found = restricted.opened(Text.objects.all())
        said += f" {TextWords.objects.count()} in the index"
        opened = writing.seal_anew(**by, in_plain=True)
    plain = Text.objects.filter(key="", sealed=None).count()
    words = f"{TextWords.objects.count()} in the index"
    texts = sorted({one.text for one in found})
    return f"{said} {sorted(kept)} {texts}, then {opened}, {plain} plain, {words}"


def _slots(found: Any) -> str:
    return " ".join(sorted(one.slot for one in found))


def _withdrawn(world: World, reason: str, slot: str) -> str:
    found = Release.objects.filter(slot=slot).order_by("pk").last()
    assert found is not None
    gone = letting.withdraw(found.pk, reason, by=world.people["Priya"], now=NOW)
    return f"{gone.withdrawn_why} {_slots(let_out.standing())}"


def _released_again(world: World) -> str:
    """The same words make no release; other words, wards or files do."""
    said = []
    for words, wards, files in (
        ("everyone", (), ()),
        ("everyone", (WARD,), ()),
        ("anew", (WARD,), ()),
        ("anew", (WARD,), (letting.File("a.txt", "text/plain", b"a"),)),
    ):
        one = draft("everyone", Audience.PUBLIC, wards, words, files=files)
        made = letting.release([one], by=world.people["Priya"], now=NOW)
        said.append(f"{len(made)} {_slots(let_out.standing())}")
        kept = Release.objects.filter(slot="everyone")
        said += [f"{one.superseded_by is None}{one.withdrawn_at is None}" for one in kept]
    return " ".join(said)


def _to_others(world: World) -> str:
    """What is released to members replaces nothing that is public."""
    one = draft("everyone", Audience.MEMBERS, (WARD,), "more")
    letting.release([one], by=world.people["Priya"], now=NOW)
    return _slots(let_out.standing())


def _again(slot: str, to: Audience, by: Any, *words: str) -> None:
    for said in words:
        letting.release([draft(slot, to, (WARD,), said)], by=by, now=NOW)


def _last_withdrawn(world: World) -> str:
    """Earlier editions go with the last word, whatever others read under that name."""
    priya = world.people["Priya"]
    _again("two", Audience.PUBLIC, priya, "1", "2")
    _again("two", Audience.MEMBERS, priya, "1", "2", "3")
    said = [let_out.editions("two", to).count() for to in Audience]
    last = let_out.editions("two", Audience.PUBLIC).first()
    assert last is not None
    letting.withdraw(last.pk, "Wrong", by=priya, now=NOW)
    said += [let_out.editions("two", to).count() for to in Audience]
    return str(said)


def _last_words(world: World) -> str:
    """The newest that stands in a slot, whoever it is for."""
    priya = world.people["Priya"]
    _again("three", Audience.PUBLIC, priya, "1")
    _again("three", Audience.MEMBERS, priya, "2")
    said = [let_out.last_word(slot) for slot in ("three", "gone", "nothing")]
    return " ".join(f"{one.slot} {one.audience}" if one else "none" for one in said)


def _archived(world: World) -> str:
    """What only its ward's end took back; not what members read, nor what was wrong."""
    priya = world.people["Priya"]
    for slot, why in (("ended", let_out.NO_LONGER_OURS), ("wrong", "Wrong")):
        for to in Audience:
            _again(slot, to, priya, f"{slot} {to}")
            last = let_out.last_word(slot)
            assert last is not None
            if slot == "ended" or to == Audience.PUBLIC:
                letting.withdraw(last.pk, why, by=priya, now=NOW)
    found = [let_out.archived(slot) for slot in ("ended", "wrong", "anew", "nothing")]
    return " ".join(f"{one.slot} {one.audience}" if one else "none" for one in found)


def _files(world: World) -> str:
    """The files of what is withdrawn are gone, and no others; each release is recorded."""
    priya, file = world.people["Priya"], letting.File("a.txt", "text/plain", b"a")
    before = Entry.objects.filter(verb="releases.made").count()
    drafts = [draft(slot, Audience.PUBLIC, files=(file,)) for slot in ("one", "other")]
    one, _ = letting.release(drafts, by=priya, now=NOW)
    letting.release(drafts, by=priya, now=NOW)
    letting.withdraw(one.pk, "Wrong", by=priya, now=NOW)
    left = " ".join(ReleasedFile.objects.values_list("release__slot", flat=True))
    return f"{left}, {Entry.objects.filter(verb='releases.made').count() - before} recorded"


SCENES: dict[str, dict[str, Callable[[World], str]]] = {
    "wardmote.restricted.queries": {
        "texts": lambda world: " ".join(
            one.text for one in restricted.opened(restricted.texts_of(world.here.subject))
        ),
        "written": _written,
        "sealed": _is_sealed,
        "written by nobody's": lambda world: _written(world, by="Priya"),
    },
    "wardmote.restricted.usecases": {
        "written": _written,
        "blank": lambda world: _written(world, "  "),
        "while off": _while_off,
        "one sealed": _one_sealed,
        "sealed anew": _sealed_anew,
        "not searched, and erased": _not_searched,
    },
    "wardmote.releases.queries": {
        "standing": lambda world: _slots(let_out.standing()),
        "public": lambda world: _slots(let_out.public()),
        "public of a kind": lambda world: _slots(let_out.public(ReleaseKind.AREA)),
        "own ward": lambda world: _slots(let_out.for_members_of([WARD])),
        "no ward": lambda world: _slots(let_out.for_members_of([])),
        "of ward": lambda world: _slots(let_out.of_ward(let_out.standing(), WARD)),
        "editions": lambda world: str(let_out.editions("anew", Audience.PUBLIC).count()),
        "editions of none": lambda world: str(
            let_out.editions("gone", Audience.PUBLIC).count()
        ),
        "editions to others": lambda world: str(
            let_out.editions("anew", Audience.MEMBERS).count()
        ),
        "editions with the last withdrawn": _last_withdrawn,
        "editions but those withdrawn": lambda world: _one_withdrawn(),
        "last word": lambda world: _last_words(world),
        "archived": _archived,
        "notice": notices.told,
    },
    "wardmote.releases.usecases.releasing": {
        "withdrawn": lambda world: _withdrawn(world, " Wrong ", "own"),
        "no reason": lambda world: _withdrawn(world, " ", "own"),
        "twice": lambda world: _withdrawn(world, "Wrong", "gone"),
        "again": _released_again,
        "to others": _to_others,
        "files": _files,
        "notice": notices.told,
    },
    "wardmote.releases.notice": {"rules": tellings.notice_told},
    "wardmote.releases.ledger": {"told once": tellings.ledger_told},
    "wardmote.releases.usecases.telling": {"told once": tellings.ledger_told},
}


def _one_withdrawn() -> str:
    old = Release.objects.filter(slot="anew").earliest("pk")
    Release.objects.filter(pk=old.pk).update(withdrawn_at=NOW)
    return str(let_out.editions("anew", Audience.PUBLIC).count())


def scenes(world: World, module: str) -> Iterator[str]:
    """What each scene of a module comes to."""
    for words, scene in SCENES.get(module, {}).items():
        came_to = asked(lambda held, _, scene=scene: scene(held), world, None)
        yield f"{words}:\n    {came_to}"


def whole(world: World) -> str:
    """All of it, as it stands in matrix.txt."""
    parts = []
    for module in MODULES:
        found = [*table(world, module), *scenes(world, module)]
        parts.append("\n".join([f"# {module}", *found]))
    return "\n\n".join(parts) + "\n"


MODULES = [*ASKED, *SCENES]

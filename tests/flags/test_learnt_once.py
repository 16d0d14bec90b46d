"""What flags by probability learn of a history is learnt once, by the import."""

from dataclasses import replace

import numpy as np
import pytest

from tests.flags.test_probability import RESIDENTS
from tests.flags.test_probability import district as counts_of_district
from wardmote.datasets.stores import shelf
from wardmote.flags import learnt
from wardmote.flags.figures import latest_quarter
from wardmote.flags.history import _assessed
from wardmote.flags.learning import Beliefs
from wardmote.flags.probability import Levels, assess, follow, switch
from wardmote.flags.queries import evidence_settings, flags_for

NEVER = "learnt a second time"


def refuse(*_):
    raise AssertionError(NEVER)


@pytest.fixture
def fresh():
    """Before the test, a process that has just started."""
    _assessed.cache_clear()


@pytest.fixture
def loaded(fresh, district):
    """The district, imported by another process."""
    _assessed.cache_clear()


@pytest.mark.django_db
def test_the_first_page_after_an_import_has_nothing_to_learn(loaded, monkeypatch):
    monkeypatch.setattr(learnt, "follow", refuse)
    assert flags_for(latest_quarter()).flags


@pytest.mark.django_db
def test_other_levels_for_on_and_off_learn_nothing(loaded, monkeypatch):
    settings = replace(evidence_settings(), flag_on=0.9, flag_off=0.1)
    monkeypatch.setattr(learnt, "follow", refuse)
    assert flags_for(latest_quarter(), settings=settings).flags


@pytest.mark.django_db
@pytest.mark.parametrize("spoil", [lambda p: p.unlink(), lambda p: p.write_bytes(b"x")])
def test_what_is_lost_or_damaged_is_learnt_again(loaded, spoil):
    before = flags_for(latest_quarter()).flags
    _assessed.cache_clear()
    kept = list((shelf().root / "learnt").glob("*.npy"))
    assert kept
    for path in kept:
        spoil(path)
    assert flags_for(latest_quarter()).flags == before
    assert len(list((shelf().root / "learnt").glob("*.npy"))) == len(kept)


@pytest.mark.django_db
def test_what_is_kept_is_what_was_learnt(fresh):
    counts = counts_of_district().astype(float)
    counts[2, 1] = np.nan
    exposed = np.broadcast_to(RESIDENTS.astype(float), counts.shape)
    for _ in range(2):  # learnt, then read
        known = learnt.followed(counts, exposed, 2, Beliefs())
        flagged = switch(known, counts, exposed, Levels())
        whole = assess(counts, exposed, 2)
        assert np.array_equal(known.probability, whole.probability, equal_nan=True)
        assert np.array_equal(known.memory, follow(counts, exposed, 2).memory)
        assert np.array_equal(flagged, whole.flagged)


@pytest.mark.django_db
def test_old_ones_make_room(fresh, monkeypatch):
    monkeypatch.setattr(learnt, "MOST", 4)
    for k in range(1, 8):
        learnt.followed(np.ones((2, 9)), np.ones((2, 9)), k, Beliefs())
    assert len(list((shelf().root / "learnt").glob("*.npy"))) <= 4

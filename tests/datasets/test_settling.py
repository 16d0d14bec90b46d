"""What waits for the disk is done beside other work, in order, and its errors are told."""

from time import sleep

import pytest

from wardmote.datasets.cubes import one_ahead
from wardmote.datasets.settling import settling


def broken():
    raise OSError(28, "No space left on device")


def do(*jobs, error=None):
    """These jobs beside a block that then ends by this error, if any."""
    with settling() as later:
        for job in jobs:
            later(job)
        if error is not None:
            raise error


def test_jobs_are_done_one_after_another_by_the_end_of_the_block():
    done = []
    do(*(lambda at=at: (sleep(0.01 * (3 - at)), done.append(at)) for at in range(3)))
    assert done == [0, 1, 2]


def test_after_one_that_fails_no_other_is_begun():
    done = []
    with pytest.raises(OSError, match="No space left"):
        do(broken, lambda: done.append("after"))
    assert done == []


def test_the_last_ones_error_comes_at_the_end():
    with pytest.raises(OSError, match="No space left"):
        do(broken)


def test_what_was_begun_ends_though_the_block_is_left_by_an_error():
    done = []
    with pytest.raises(KeyboardInterrupt):
        do(lambda: (sleep(0.01), done.append("whole")), error=KeyboardInterrupt())
    assert done == ["whole"]


def test_items_made_ahead_are_the_same_and_so_is_their_error():
    assert [*one_ahead(range(4))] == [0, 1, 2, 3]

    def some():
        yield 1
        raise ValueError("lost")

    taken = []
    with pytest.raises(ValueError, match="lost"):
        taken.extend(one_ahead(some()))
    assert taken == [1]

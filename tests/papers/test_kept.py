"""Files are kept by what is in them, whole, and found by no other name."""

import pytest

from wardmote.papers.kept import Shelf

SHELF = Shelf("papers", ("pdf",))


def test_the_same_content_is_kept_once_and_never_changed(settings):
    name = SHELF.keep(b"words", "pdf")
    assert SHELF.keep(b"words", "pdf") == name
    assert SHELF.read(name) == b"words"
    [there] = (settings.FILES / "papers").iterdir()
    assert there.name == name


@pytest.mark.parametrize(
    "name",
    ["", "../secret.pdf", "a" * 64 + ".exe", "A" * 64 + ".pdf", "a" * 63 + ".pdf", "a" * 64],
)
def test_a_name_that_was_never_given_is_no_file(name):
    with pytest.raises(FileNotFoundError):
        SHELF.read(name)

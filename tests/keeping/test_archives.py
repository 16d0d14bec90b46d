"""An archive that was cut off, changed, or made by somebody else is refused in words."""

import gzip
import io
import random
import tarfile

import pytest

from wardmote.keeping.archive import Manifest, unpack, writing
from wardmote.keeping.encryption import CHUNK, read_secret
from wardmote.kernel.errors import RuleBroken

SECRET = b"correct horse battery staple"
FILES = {
    "database.sqlite3": b"rows" * 9000,
    "warehouse/rows/é.parquet": bytes(range(256)) * 999,
}


def written(tmp_path, secret=None, files=FILES):
    sink = io.BytesIO()
    with writing(sink, secret) as archive:
        for number, (name, content) in enumerate(files.items()):
            (tmp_path / f"source-{number}").write_bytes(content)
            archive.add(name, tmp_path / f"source-{number}")
        archive.finish(Manifest("0.1", "2026-11-02", "Wendle", "sqlite", [], {}, []))
    return sink.getvalue()


def opened(content, tmp_path, secret=None):
    folder = tmp_path / f"opened-{random.random()}"
    folder.mkdir()
    unpack(io.BytesIO(content), folder, secret)
    found = {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*.*")}
    return found


@pytest.mark.parametrize("secret", [None, SECRET])
def test_what_went_in_comes_out(tmp_path, secret):
    assert opened(written(tmp_path, secret), tmp_path, secret) == FILES


def test_an_encrypted_archive_shows_nothing(tmp_path):
    content = written(tmp_path, SECRET)
    assert b"rows" not in content
    assert content != written(tmp_path, SECRET)
    with pytest.raises(RuleBroken, match="is encrypted"):
        opened(content, tmp_path)
    with pytest.raises(RuleBroken, match="does not open"):
        opened(content, tmp_path, b"another secret, long enough")
    with pytest.raises(RuleBroken, match="not encrypted"):
        opened(written(tmp_path), tmp_path, SECRET)


def is_refused(content, tmp_path, secret):
    """Refused in words. A bit that carries nothing may change: what comes out is the same."""
    try:
        return opened(content, tmp_path, secret) != FILES
    except RuleBroken as refusal:
        return str(refusal).startswith(("The backup was", "This is not", "The secret"))


@pytest.mark.parametrize(("secret", "places"), [(None, 40), (SECRET, 6)])
def test_wherever_it_is_cut_or_changed(tmp_path, secret, places):
    """At random places, and at the bounds of chunks."""
    content, chance = written(tmp_path, secret), random.Random(20261102)
    bound = content.find(b"\n") + 1 + 23
    among = [bound, bound + CHUNK + 16, len(content) - 1, len(content) - 8]
    among += [chance.randrange(12, len(content)) for _ in range(places)]
    for place in {one for one in among if one < len(content)}:
        assert is_refused(content[:place], tmp_path, secret), place
        changed = bytearray(content)
        changed[place] ^= 255
        assert is_refused(bytes(changed), tmp_path, secret), place


def test_chunks_in_another_order_are_noticed(tmp_path):
    noise = {"database.sqlite3": random.Random(1).randbytes(4 * CHUNK)}
    content = written(tmp_path, SECRET, noise)
    head, size = content.find(b"\n") + 1 + 23, CHUNK + 16
    first, second = content[head : head + size], content[head + size : head + 2 * size]
    with pytest.raises(RuleBroken):
        opened(content[:head] + second + first + content[head + 2 * size :], tmp_path, SECRET)
    with pytest.raises(RuleBroken):
        opened(content[: head + 2 * size], tmp_path, SECRET)


@pytest.mark.parametrize(
    "name",
    [
        "../escaped", "files/../../escaped", "/etc/escaped", "files/a/../../../escaped",
        "secret.key", "wardmote.sqlite3", "tables/A.copy", "files/..", "files//x",
        "warehouse/./x", "files/a\\..\\b", "tables/../x.copy", "FILES/x",
    ],
)  # fmt: skip
def test_a_name_that_is_not_ours_is_refused(tmp_path, name):
    content = written(tmp_path, files={**FILES, name: b"planted"})
    with pytest.raises(RuleBroken, match="not a backup"):
        opened(content, tmp_path)
    assert not list(tmp_path.rglob("escaped"))


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE]
)
def test_only_plain_files_are_taken(tmp_path, kind):
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w:gz") as tar:
        member = tarfile.TarInfo("files/x")
        member.type, member.linkname = kind, "/etc/passwd"
        tar.addfile(member)
    with pytest.raises(RuleBroken, match="not a backup"):
        opened(sink.getvalue(), tmp_path)


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"hello", gzip.compress(b"hello", mtime=0)]
)
def test_what_is_no_archive_is_refused(tmp_path, content):
    with pytest.raises(RuleBroken):
        opened(content, tmp_path)


def test_a_file_more_or_less_than_the_manifest_says(tmp_path):
    whole = gzip.decompress(written(tmp_path))
    for left_out, added in (("database.sqlite3", None), (None, "files/planted")):
        sink = io.BytesIO()
        with (
            tarfile.open(fileobj=io.BytesIO(whole)) as tar,
            tarfile.open(fileobj=sink, mode="w:gz") as other,
        ):
            if added:
                other.addfile(tarfile.TarInfo(added), io.BytesIO())
            for member in tar:
                if member.name != left_out:
                    other.addfile(member, tar.extractfile(member))
        with pytest.raises(RuleBroken, match="manifest"):
            opened(sink.getvalue(), tmp_path)


@pytest.mark.parametrize("content", ["", "short\n", "\n" + "x" * 40])
def test_a_secret_that_could_be_guessed_is_refused(tmp_path, content):
    (tmp_path / "secret").write_text(content)
    with pytest.raises(RuleBroken, match="too short"):
        read_secret(tmp_path / "secret")

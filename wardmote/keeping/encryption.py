"""Encryption of an archive as it is written, by a secret kept elsewhere.

Layout: `wardmote-encrypted-1`, a line feed, 16 bytes of salt, 7 of nonce; then chunks of
64 KiB, each AES-256-GCM with 16 bytes of tag. The key is scrypt (n 2^15, r 8, p 1) of the
secret and the salt. A chunk's nonce is the 7 bytes, its number in 4, and 1 for the last
chunk, else 0: chunks cannot be reordered, and an end that is cut off is noticed (the
STREAM construction that age and Tink use). The layout's head is bound to every chunk.
"""

import hashlib
import io
import secrets
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from wardmote.kernel.errors import RuleBroken

MAGIC = b"wardmote-encrypted-1\n"
CHUNK, TAG = 64 * 1024, 16
SALT, PREFIX = 16, 7
SHORTEST_SECRET = 20


def read_secret(path: Path) -> bytes:
    """The first line of a file; RuleBroken if it could be guessed."""
    try:
        secret = path.read_bytes().split(b"\n")[0].strip()
    except OSError as error:
        raise RuleBroken(f"The secret in {path} cannot be read ({error.strerror})") from error
    if len(secret) < SHORTEST_SECRET:
        raise RuleBroken(
            f"The secret in {path} is too short: its first line must have at least "
            f"{SHORTEST_SECRET} characters, such as five random words"
        )
    return secret


class _Chunks:
    """Key and nonces of one file."""

    def __init__(self, secret: bytes, head: bytes) -> None:
        self.head, self.number = head, 0
        salt = head[len(MAGIC) : len(MAGIC) + SALT]
        key = hashlib.scrypt(secret, salt=salt, n=2**15, r=8, p=1, maxmem=2**26, dklen=32)
        self.cipher = AESGCM(key)

    def nonce(self, is_last: bool) -> bytes:
        self.number += 1
        return self.head[-PREFIX:] + self.number.to_bytes(4, "big") + bytes([is_last])


class Encrypting(io.RawIOBase):
    """Encrypts what is written to it; closing it writes the last chunk."""

    def __init__(self, sink: BinaryIO, secret: bytes) -> None:
        head = MAGIC + secrets.token_bytes(SALT + PREFIX)
        self._sink, self._chunks, self._held = sink, _Chunks(secret, head), bytearray()
        sink.write(head)

    def writable(self) -> bool:
        return True

    def write(self, given: object) -> int:
        plain = memoryview(given).cast("B")  # type: ignore[arg-type]
        self._held += plain
        while len(self._held) > CHUNK:  # the last is known by what follows it
            self._put(bytes(self._held[:CHUNK]), is_last=False)
            del self._held[:CHUNK]
        return len(plain)

    def close(self) -> None:
        if not self.closed:
            self._put(bytes(self._held), is_last=True)
        super().close()

    def _put(self, plain: bytes, *, is_last: bool) -> None:
        chunks = self._chunks
        self._sink.write(chunks.cipher.encrypt(chunks.nonce(is_last), plain, chunks.head))


class Decrypting(io.RawIOBase):
    """Reads what `Encrypting` wrote. RuleBroken for a wrong secret or a changed file."""

    def __init__(self, source: BinaryIO, secret: bytes) -> None:
        head = source.read(len(MAGIC) + SALT + PREFIX)
        self._source, self._chunks = source, _Chunks(secret, head)
        self._next = source.read(CHUNK + TAG)
        self._held, self._is_over = b"", False

    def readable(self) -> bool:
        return True

    def readinto(self, into: object) -> int:
        room = memoryview(into).cast("B")  # type: ignore[arg-type]
        if not self._held and not self._is_over:
            self._held = self._take()
        part = self._held[: len(room)]
        room[: len(part)] = part
        self._held = self._held[len(part) :]
        return len(part)

    def _take(self) -> bytes:
        sealed, self._next = self._next, self._source.read(CHUNK + TAG)
        self._is_over = not self._next
        chunks = self._chunks
        try:
            return chunks.cipher.decrypt(chunks.nonce(self._is_over), sealed, chunks.head)
        except InvalidTag as error:
            if chunks.number == 1:
                words = "The secret does not open this backup, or the backup was changed"
            else:
                words = "The backup was changed or cut off. Take another copy of it"
            raise RuleBroken(words) from error

"""Sealing text with a key that is kept outside the database (AES-256-GCM).

A key file holds a line for each key, `name:base64 of 32 bytes`, the one in use first;
older ones stay below it until everything has been sealed anew. Sealed text is bound to
what it belongs to: moved to another row it cannot be opened.
"""

import base64
import binascii
import os
import re
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from wardmote.kernel.errors import RuleBroken

NONCE = 12  # bytes, as NIST SP 800-38D recommends for random nonces
KEY = 32
NAME = re.compile(r"[A-Za-z0-9._-]{1,20}")


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys by name. `current` seals; all of them open. No current key: text is plain."""

    current: str
    by_name: dict[str, bytes]

    @property
    def seals(self) -> bool:
        return bool(self.current)


NO_KEYS = Keys("", {})


def read_keys(path: str) -> Keys:
    """The keys of a key file; none where no file is named.

    RuleBroken for a file that is absent or holds anything but keys: what cannot be sealed
    is not written.
    """
    if not path:
        return NO_KEYS
    try:
        lines = Path(path).read_text("ascii").split()
    except (OSError, UnicodeError) as wrong:
        raise RuleBroken(
            "The key file for restricted text cannot be read. Check WARDMOTE_TEXT_KEYS"
        ) from wrong
    keys = dict(_key(line, number) for number, line in enumerate(lines, start=1))
    if not keys:
        raise RuleBroken("The key file for restricted text is empty. Put the keys back")
    return Keys(next(iter(keys)), keys)


def _key(line: str, number: int) -> tuple[str, bytes]:
    name, _, encoded = line.partition(":")
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not NAME.fullmatch(name) or len(key) != KEY:
        raise RuleBroken(
            f"Line {number} of the key file for restricted text is no key. A line is a name, "
            "a colon and 32 bytes in base64"
        )
    return name, key


def check_name(name: str) -> None:
    """RuleBroken unless a key may be called so."""
    if not NAME.fullmatch(name):
        raise RuleBroken(
            "A key's name is up to 20 letters, digits, hyphens, dots or underscores"
        )


def new_key_line(name: str) -> str:
    """A fresh key as a line for the key file."""
    return f"{name}:{base64.b64encode(os.urandom(KEY)).decode()}"


def seal(text: str, belongs_to: str, keys: Keys) -> bytes:
    """Nonce and sealed text together."""
    nonce = os.urandom(NONCE)
    cipher = AESGCM(keys.by_name[keys.current])
    return nonce + cipher.encrypt(nonce, text.encode(), belongs_to.encode())


def unseal(sealed: bytes, belongs_to: str, key: str, keys: Keys) -> str:
    """The text. RuleBroken if the key is not there or is not the one it was sealed with."""
    if key not in keys.by_name:
        raise RuleBroken(
            f"The key “{key}” is not in the key file, so this restricted text cannot be "
            "opened. Ask whoever runs the server to put the key back"
        )
    cipher = AESGCM(keys.by_name[key])
    try:
        opened = cipher.decrypt(sealed[:NONCE], sealed[NONCE:], belongs_to.encode())
    except InvalidTag as wrong:
        raise RuleBroken(
            "This restricted text cannot be opened: it was changed, or its key is another "
            "one of the same name. Ask whoever runs the server"
        ) from wrong
    return opened.decode()

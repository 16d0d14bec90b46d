"""A security key in software: makes passkeys and answers challenges (WebAuthn, ES256)."""

import base64
import hashlib
import json
import secrets
import struct

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def sealed(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


class SecurityKey:
    """One key pair for one site. `origin` and `site` can be those of a false page."""

    def __init__(self, *, site: str = "testserver", origin: str = "https://testserver") -> None:
        self.site, self.origin = site, origin
        self.private = generate_private_key(SECP256R1())
        self.id = secrets.token_bytes(16)

    def _client(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin}
        return json.dumps(said | {"crossOrigin": False}).encode()

    def _about(self, flags: int, attested: bytes = b"") -> bytes:
        site = hashlib.sha256(self.site.encode()).digest()
        return site + struct.pack(">BI", flags, 0) + attested

    def make(self, asked: str) -> str:
        """The answer to "make a passkey", as our script would send it."""
        challenge = json.loads(asked)["publicKey"]["challenge"]
        public = cbor.encode(dict(ES256.from_cryptography_key(self.private.public_key())))
        attested = bytes(16) + struct.pack(">H", len(self.id)) + self.id + public
        about = self._about(PRESENT | VERIFIED | ATTESTED, attested)
        made = cbor.encode({"fmt": "none", "attStmt": {}, "authData": about})
        client = self._client("webauthn.create", challenge)
        return self._answer({"attestationObject": sealed(made)}, client)

    def use(self, asked: str) -> str:
        """The answer to "use a passkey"."""
        client = self._client("webauthn.get", json.loads(asked)["publicKey"]["challenge"])
        about = self._about(PRESENT | VERIFIED)
        signed = about + hashlib.sha256(client).digest()
        signature = self.private.sign(signed, ECDSA(SHA256()))
        return self._answer(
            {"authenticatorData": sealed(about), "signature": sealed(signature)}, client
        )

    def _answer(self, response: dict[str, str], client: bytes) -> str:
        return json.dumps(
            {
                "id": sealed(self.id),
                "rawId": sealed(self.id),
                "type": "public-key",
                "clientExtensionResults": {},
                "response": {**response, "clientDataJSON": sealed(client)},
            }
        )

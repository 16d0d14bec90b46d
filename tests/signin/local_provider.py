"""An OpenID Connect provider on this machine that can be told to lie in every way."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from wardmote.signin.rules import Provider

CLIENT, SECRET = "wardmote-client", "a secret that must show nowhere"
DOMAIN = "wendle.example"


@cache
def key_pair(name: str) -> RSAPrivateKey:
    """One key for each name; made once for the run."""
    return generate_private_key(public_exponent=65537, key_size=2048)


class LocalProvider:
    """Discovery, keys and token exchange, each answered truly unless told otherwise.

    `claims` are put over the true ones in the next token (None takes one out), `header` over
    its header; `signed_by` names another key; `document` is put over the discovery document.
    """

    def __init__(self) -> None:
        self.claims: dict[str, object] = {}
        self.header: dict[str, str] = {}
        self.document: dict[str, object] = {}
        self.signed_by = "real"
        self.id_token: str | None = None
        self.verifier_checked = False
        self.codes: dict[str, dict[str, str]] = {}
        self.issuer = ""

    def provider(self, **changes: object) -> Provider:
        """What the operator would have put into the environment."""
        given = {
            "key": "council",
            "name": "Wendle Vale District Council",
            "issuer": self.issuer,
            "client_id": CLIENT,
            "client_secret": SECRET,
            "domains": (DOMAIN,),
        }
        return Provider(**(given | changes))  # type: ignore[arg-type]

    def consent(self, address: str, email: str, subject: str = "subject-1") -> dict[str, str]:
        """What the person's browser brings back, once they have signed in at this address."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = secrets.token_urlsafe(8)
        self.codes[code] = {**asked, "email": email, "sub": subject}
        return {"code": code, "state": asked["state"]}

    def token(self, code: str) -> str:
        """A signed ID token for what this code stands for."""
        if self.id_token is not None:
            return self.id_token
        asked, now = self.codes[code], int(time.time())
        true = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": asked["sub"],
            "email": asked["email"],
            "email_verified": True,
            "nonce": asked["nonce"],
            "iat": now,
            "exp": now + 300,
        }
        said = {name: one for name, one in (true | self.claims).items() if one is not None}
        header = {"kid": "real", **self.header}
        if header.get("alg") == "none":
            return jwt.encode(said, None, algorithm="none", headers=header)
        if header.get("alg") == "HS256":
            return jwt.encode(said, SECRET.ljust(32), algorithm="HS256", headers=header)
        return jwt.encode(said, key_pair(self.signed_by), algorithm="RS256", headers=header)

    def answer(self, path: str, form: dict[str, str]) -> dict[str, object]:
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "userinfo_endpoint": f"{self.issuer}/userinfo",
                "jwks_uri": f"{self.issuer}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            } | self.document
        if path == "/keys":
            public = jwt.algorithms.RSAAlgorithm.to_jwk(
                key_pair("real").public_key(), as_dict=True
            )
            return {"keys": [{**public, "kid": "real", "alg": "RS256", "use": "sig"}]}
        self._check_exchange(form)
        return {"access_token": "opaque", "id_token": self.token(form["code"])}

    def _check_exchange(self, form: dict[str, str]) -> None:
        asked = self.codes[form["code"]]
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        assert challenge == asked["code_challenge"]
        assert form["client_secret"] == SECRET
        assert form["redirect_uri"] == asked["redirect_uri"]
        self.verifier_checked = True


@contextmanager
def running() -> Iterator[LocalProvider]:
    """The provider, answering on a port of its own."""
    made = LocalProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say({})

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say({name: values[0] for name, values in parse_qs(sent).items()})

        def _say(self, form: dict[str, str]) -> None:
            try:
                body, status = json.dumps(made.answer(self.path, form)).encode(), 200
            except (KeyError, AssertionError):
                body, status = b'{"error": "invalid_grant"}', 400
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the tests look at answers."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()

"""What we are made of: no secret in the tree, no unsafe call, every package locked."""

import json
import re
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from detect_secrets import SecretsCollection
from detect_secrets.settings import default_settings

from tests.security.audit import LOCK, PLANTED, audit
from tests.test_repository import ROOT, tracked

#: (file, kind of secret) that somebody looked at, and why it is none
LOOKED_AT = {
    ("docs/how-to/run-it.md", "Basic Auth Credentials"): "user:password in an example",
    ("docs/reference/settings.md", "Basic Auth Credentials"): "the same example",
    ("docs/how-to/set-up-sign-in.md", "Basic Auth Credentials"): "the same example",
    ("tests/audit/test_chain.py", "Hex High Entropy String"): "digests of entries, spelt out",
    ("wardmote/config/outside.py", "Basic Auth Credentials"): "the same example",
    ("wardmote/signin/queries.py", "Secret Keyword"): "the words for a password's change",
    ("wardmote/demo/peopling.py", "Secret Keyword"): "the demo's sign-ins, printed by it",
    ("wardmote/config/settings.py", "Basic Auth Credentials"): "the same example",
}
CAST = ("tests/", "Secret Keyword")  # passwords of people who do not exist
LOCKS = re.compile(r"^(requirements/.*\.txt|package-lock\.json)$")  # hashes, not secrets


def secrets_in(*paths):
    found = SecretsCollection()
    with default_settings():
        for path in paths:
            found.scan_file(str(path))
    return [(str(name), secret.type) for name, secret in found]


@pytest.mark.deep  # half a minute of reading every file
def test_no_secret_is_in_the_tree():
    names = [path for path in tracked() if path.is_file()]
    names = [path for path in names if not LOCKS.match(path.relative_to(ROOT).as_posix())]
    assert len(names) > 100
    found = [(name.removeprefix(f"{ROOT}/"), kind) for name, kind in secrets_in(*names)]
    real = [one for one in found if one not in LOOKED_AT]
    assert not [one for one in real if not (one[0].startswith(CAST[0]) and one[1] == CAST[1])]


def test_a_planted_secret_is_found(tmp_path):
    key = "AKIA" + "QZ7PL3M9X2WB4TRD"
    address = "postgres://a:" + "hunter2@db"
    (tmp_path / "deploy.py").write_text(f'AWS_KEY = "{key}"\nDB = "{address}"\n')
    (tmp_path / "key.pem").write_text("-----BEGIN RSA " + "PRIVATE KEY-----\nMIIEow\n")
    kinds = {kind for _, kind in secrets_in(tmp_path / "deploy.py", tmp_path / "key.pem")}
    assert {"AWS Access Key", "Basic Auth Credentials", "Private Key"} <= kinds


#: where ruff's number is not Bandit's with another letter
TWINS = {"B703": "S308"}


def unsafe_calls(folder):
    """Bandit's findings of medium and high severity that nobody has looked at.

    Ruff's S rules are Bandit's: a line where ruff was told to let S608 pass is one that
    somebody looked at.
    """
    done = subprocess.run(
        [sys.executable, "-m", "bandit", "-q", "-r", str(folder), "-f", "json", "-ll"],
        capture_output=True,
        text=True,
    )
    report = json.loads(done.stdout)
    assert not report["errors"]
    assert report["metrics"]["_totals"]["loc"] > 0
    return [
        f"{one['filename']}:{one['line_number']} {one['test_id']} {one['issue_text']}"
        for one in report["results"]
        if f"noqa: {TWINS.get(one['test_id'], 'S' + one['test_id'][1:])}" not in one["code"]
    ]


def test_nothing_calls_what_is_unsafe():
    assert not unsafe_calls(ROOT / "wardmote")


@pytest.mark.parametrize(
    "line",
    [
        "import subprocess; subprocess.call(name, shell=True)",
        "import pickle; pickle.loads(body)",
        "from django.utils.safestring import mark_safe; mark_safe(name)",
        "import hashlib; hashlib.md5(body)",
        "cursor.execute(\"SELECT * FROM wards WHERE name = '%s'\" % name)",
    ],
)
def test_a_planted_unsafe_call_is_found(tmp_path, line):
    (tmp_path / "planted.py").write_text(f"{line}\n")
    assert unsafe_calls(tmp_path)


def test_everything_that_ships_is_in_the_bill_of_materials():
    command = ["cyclonedx_py", "requirements", str(LOCK), "--of", "JSON"]
    done = subprocess.run([sys.executable, "-m", *command], capture_output=True, check=True)
    bill = json.loads(done.stdout)
    named = {(one["name"], one.get("version")) for one in bill["components"]}
    pinned = re.findall(r"^([\w.-]+)(?:\[[^]]*\])?==([^\s;]+)", LOCK.read_text(), re.M)
    assert len(pinned) > 30
    assert {(name, version) for name, version in pinned} <= named


@contextmanager
def vulnerability_service(known):
    """A small twin of the OSV service on this machine: knows these (name, version)."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            one = (asked["package"]["name"], asked["version"])
            body = json.dumps({"vulns": [VULNERABLE]} if one in known else {}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield ("-s", "osv", "--osv-url", f"http://127.0.0.1:{server.server_port}/v1/query")
    server.shutdown()
    server.server_close()


VULNERABLE = {
    "id": "PYSEC-2018-5",
    "summary": "planted",
    "details": "planted",
    "affected": [
        {
            "package": {"name": "django", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}],
        }
    ],
}
DJANGO = tuple(PLANTED.split("=="))


def lock(folder, *lines):
    path = folder / "lock.txt"
    path.write_text("\n".join(lines) + "\n")
    return path


def test_a_vulnerable_package_is_caught(tmp_path):
    with vulnerability_service({DJANGO, ("asgiref", "3.0")}) as service:
        verdict = audit(lock(tmp_path, "asgiref==3.0", "sqlparse==0.6.1"), *service)
        assert verdict.vulnerable == ("asgiref: PYSEC-2018-5",)
        clean = audit(lock(tmp_path, "sqlparse==0.6.1"), *service)
    assert clean.was_audited
    assert not clean.vulnerable


def test_a_service_that_lets_everything_pass_is_not_believed(tmp_path):
    with vulnerability_service(set()) as service:
        verdict = audit(lock(tmp_path, "sqlparse==0.6.1"), *service)
    assert not verdict.was_audited
    assert verdict.words.startswith("NOT AUDITED")


def test_no_service_is_not_a_clean_bill(tmp_path):
    nowhere = ("-s", "osv", "--osv-url", "http://127.0.0.1:9/v1/query")
    verdict = audit(lock(tmp_path, "sqlparse==0.6.1"), *nowhere)
    assert (verdict.was_audited, verdict.words) == (
        False,
        "NOT AUDITED: no vulnerability service can be reached",
    )

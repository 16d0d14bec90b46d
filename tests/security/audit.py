"""Known vulnerabilities in the locked dependencies: python -m tests.security.audit.

Exit 0: every package was looked up and none is known to be vulnerable, or no service
can be reached, which is said as NOT AUDITED and never as "clean". Exit 1: one is
vulnerable. The service is first asked about a package that is known to be: a service that
lets that one pass is not believed.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent.parent / "requirements" / "run.txt"
PLANTED = "django==2.0"  # CVE-2018-6188 and dozens since
OPTIONS = ("--disable-pip", "--no-deps", "--strict", "--progress-spinner=off", "-f", "json")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`was_audited` only if the service answered and caught the planted package."""

    was_audited: bool
    words: str
    vulnerable: tuple[str, ...] = ()


def look_up(requirements: Path, *service: str) -> dict[str, list[str]] | None:
    """Package -> known vulnerabilities, or None if any could not be looked up."""
    command = [sys.executable, "-m", "pip_audit", *OPTIONS, "-r", str(requirements)]
    with tempfile.TemporaryDirectory() as cache:
        done = subprocess.run(
            [*command, "--cache-dir", cache, "--timeout", "10", *service],
            capture_output=True,
            text=True,
        )
    try:
        found = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return None
    if any("vulns" not in one for one in found):
        return None
    return {one["name"]: [vuln["id"] for vuln in one["vulns"]] for one in found}


def audit(lock: Path = LOCK, *service: str) -> Verdict:
    """Ask about the planted package, then about everything in the lock."""
    with tempfile.TemporaryDirectory() as folder:
        planted = Path(folder, "planted.txt")
        planted.write_text(f"{PLANTED}\n")
        caught = look_up(planted, *service)
    if caught is None:
        return Verdict(False, "NOT AUDITED: no vulnerability service can be reached")
    if not any(caught.values()):
        return Verdict(False, f"NOT AUDITED: the service let {PLANTED} pass")
    found = look_up(lock, *service)
    if found is None:
        return Verdict(False, "NOT AUDITED: the service could not answer for every package")
    bad = tuple(f"{name}: {', '.join(ids)}" for name, ids in found.items() if ids)
    words = f"audited {len(found)} packages, {len(bad)} with known vulnerabilities"
    return Verdict(True, "\n".join([words, *bad]), bad)


def main() -> int:
    verdict = audit()
    sys.stdout.write(f"{verdict.words}\n")
    return 1 if verdict.vulnerable else 0


if __name__ == "__main__":
    sys.exit(main())

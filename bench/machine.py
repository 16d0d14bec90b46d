"""What machine and versions a run had."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("numpy", "scipy", "duckdb", "shapely", "django")
GIGABYTE = 1024**3


def machine() -> str:
    """One line: processor, cores, memory, system, Python and the packages that matter."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIGABYTE
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES if _is_here(name))
    return (
        f"{_processor()}, {cores()} cores, {memory:.0f} GB, {platform.system()}; "
        f"Python {platform.python_version()}, {versions}"
    )


def cores() -> int:
    """That this process may use."""
    return (
        len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count() or 1
    )


def load() -> str:
    """What else the machine was doing: processes waiting for a core, over the last minute."""
    return f"{os.getloadavg()[0]:.1f}"


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    if listed.exists():
        for line in listed.read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def _is_here(package: str) -> bool:
    try:
        version(package)
    except PackageNotFoundError:
        return False
    return True

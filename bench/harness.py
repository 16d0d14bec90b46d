"""The measuring harness in ../shared/bench, and what else lies in ../shared."""

import importlib
import sys
from pathlib import Path
from typing import Any

SHARED = Path(__file__).resolve().parents[2] / "shared"


class AbsentError(Exception):
    """Something that a bench needs is not on this machine; the message says what."""


def shared(*parts: str) -> Path:
    """A file or folder of ../shared; raises AbsentError."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        raise AbsentError(f"../shared/{'/'.join(parts)} is not beside this repository")
    return path


def harness(module: str) -> Any:
    """A module of ../shared/bench, such as "signals_bench"; raises AbsentError."""
    folder = str(shared("bench", f"{module}.py").parent)
    if folder not in sys.path:
        sys.path.append(folder)
    return importlib.import_module(module)

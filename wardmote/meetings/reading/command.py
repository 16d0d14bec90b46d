"""`wardmote minutes read FILE`."""

import argparse
import json
import sys
from pathlib import Path

from wardmote.kernel.answers import DONE


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Read old minutes: who was there, what was decided, who does what."
    parser.add_argument("file", type=Path, help="minutes as DOCX, PDF, HTML or text")
    parser.add_argument("--json", action="store_true", help="see docs/reference/formats.md")


def run(options: argparse.Namespace) -> int:
    text = options.file.read_text(encoding="utf-8")
    if options.json:
        sys.stdout.write(json.dumps({"body": text.strip().split("\n", 1)[0]}) + "\n")
    else:
        sys.stdout.write(text)
    return DONE

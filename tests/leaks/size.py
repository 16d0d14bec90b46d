"""How much of the leak suite runs: in `make test` a sample of the roles, in `make leaks` all of
them, in `make test-deep` all of them with more papers, every variant, every comparison."""

import os

IS_WHOLE = bool(os.environ.get("WARDMOTE_DEEP"))
EVERY_ROLE = IS_WHOLE or bool(os.environ.get("WARDMOTE_LEAKS"))

"""python -m bench: see runner.py."""

from bench.runner import main

if __name__ == "__main__":
    raise SystemExit(main())

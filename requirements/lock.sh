#!/bin/sh
# Resolve again: hashed, for every platform, naming no host.
set -e
cd "$(dirname "$0")/.."
lock() {
  .venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-header "$@"
}
lock pyproject.toml requirements/build.in -o requirements/run.txt
lock --extra test pyproject.toml requirements/build.in -c requirements/run.txt -o requirements/test.txt
lock --extra bench pyproject.toml requirements/build.in -c requirements/run.txt -o requirements/bench.txt
lock --extra spark pyproject.toml requirements/build.in -c requirements/run.txt -o requirements/spark.txt
lock requirements/uv.in -o requirements/uv.txt
lock requirements/node.in -o requirements/node.txt
npm install --package-lock-only
# npm copies the packages' funding addresses into its lock: no address belongs there
node -e '
const fs = require("fs"), lock = JSON.parse(fs.readFileSync("package-lock.json"));
for (const one of Object.values(lock.packages)) delete one.funding;
fs.writeFileSync("package-lock.json", JSON.stringify(lock, null, 2) + "\n");'

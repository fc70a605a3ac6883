#!/usr/bin/env bash
# What a user gets: wheel.sh PYTHON BIN EVENT. Builds the wheel, installs it with nothing but its
# own dependencies, and runs it outside this folder, without the medium pipeline.
set -euo pipefail
python=$1 bin=$2 event=$(realpath "$3")
here=$PWD place=$PWD/build/wheel

rm -rf "$place"
mkdir -p "$place/elsewhere"
"$bin/hatchling" build -t wheel -d "$place" >/dev/null
"$python" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --no-deps --require-hashes -r "$here/requirements-runtime.lock"
"$place/venv/bin/python" -m pip install --quiet --no-deps "$place"/crosswire-*.whl
"$place/venv/bin/python" -m pip check

cd "$place/elsewhere"
export CROSSWIRE_DATA=$place/data
crosswire=$place/venv/bin/crosswire
"$crosswire" --version
"$crosswire" --help >/dev/null
"$crosswire" compare "$event" --format json --output comparison.json
"$crosswire" compare "$event" --output comparison.html
"$place/venv/bin/python" - <<'PY'
import json
from pathlib import Path

found = json.loads(Path("comparison.json").read_text(encoding="utf-8"))
assert found, "the comparison is empty"
assert "<html" in Path("comparison.html").read_text(encoding="utf-8"), "no HTML was written"
PY
echo "the wheel works in an environment of its own"

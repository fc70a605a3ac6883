#!/usr/bin/env bash
# What a user gets: wheel.sh PYTHON BIN EVENT. Builds the wheel and the source distribution, has what
# they say of themselves checked, installs each with nothing but its own dependencies, and runs it
# outside this folder, without the medium pipeline.
set -euo pipefail
python=$1 bin=$2 event=$(realpath "$3")
bin=$(cd "$bin" && pwd)
here=$PWD place=$PWD/build/wheel

rm -rf "$place"
mkdir -p "$place/elsewhere"
"$bin/hatchling" build -t sdist -t wheel -d "$place" >/dev/null
"$bin/twine" check --strict "$place"/crosswire-*
"$python" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --no-deps --require-hashes -r "$here/requirements-runtime.lock"
"$place/venv/bin/python" -m pip install --quiet --no-deps "$place"/crosswire-*.whl
"$place/venv/bin/python" -m pip check

# The source distribution builds the very wheel, with the tools that build it here.
mkdir "$place/again"
tar -xzf "$place"/crosswire-*.tar.gz -C "$place/again" --strip-components 1
(cd "$place/again" && "$bin/hatchling" build -t wheel -d "$place/again/dist" >/dev/null)
"$python" - "$place"/crosswire-*.whl "$place"/again/dist/crosswire-*.whl <<'PY'
import sys
from zipfile import ZipFile

first, second = (ZipFile(name) for name in sys.argv[1:])
names = sorted(first.namelist())
assert names == sorted(second.namelist()), "the source distribution lacks files, or has others"
other = [name for name in names if first.read(name) != second.read(name)]
assert not other, f"the source distribution builds another {other[:3]}"
PY

rm -rf "$place/again"

cd "$place/elsewhere"
export CROSSWIRE_DATA=$place/data
crosswire=$place/venv/bin/crosswire
"$crosswire" --version
"$crosswire" --help >/dev/null
_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION=1 "$crosswire" --show-completion bash | grep --quiet _CROSSWIRE_COMPLETE
# Without the extra a command that needs it says so, in one line.
if "$crosswire" mcp 2>refused.txt; then
  echo "crosswire mcp ran without its library" >&2
  exit 1
fi
grep --quiet 'crosswire\[mcp\]' refused.txt
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

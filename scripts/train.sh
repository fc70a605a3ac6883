#!/usr/bin/env bash
# Train our own small models again: train.sh PYTHON BENCH. Each script under training/ takes the
# folder of sets and is seeded; afterwards the manifest of checksums is written anew.
set -euo pipefail
python=$1 bench=$2
[ -d "$bench" ] || { echo "crosswire: $bench is not there; run: make train BENCH=FOLDER" >&2; exit 2; }
for script in training/train_*.py; do
  echo "$script"
  "$python" "$script" "$bench"
done
"$python" -m crosswire.models.catalog --write

#!/usr/bin/env bash
# Train our own small models again: train.sh PYTHON BENCH. Each script is seeded and takes the folder
# of sets, or the set it learns from; afterwards the manifest of checksums is written anew.
set -euo pipefail
python=$1 bench=$2
[ -d "$bench" ] || { echo "crosswire: $bench is not there; run: make train BENCH=FOLDER" >&2; exit 2; }

"$python" -m training.line_reader "$bench"
"$python" -m training.quote_cues "$bench/quotes_polnear/articles.jsonl.gz"
"$python" -m training.outsiders "$bench"
"$python" -m training.points --bench "$bench"
"$python" -m crosswire.models.catalog --write

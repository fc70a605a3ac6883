#!/usr/bin/env bash
# Train our own small models again: train.sh PYTHON BENCH. Each script is seeded and takes the folder
# of sets, or the set it learns from; afterwards the manifest of checksums is written anew.
# The pair reader needs torch, which gets an environment of its own under build/ (two cores: about 90
# minutes).
set -euo pipefail
python=$1 bench=$2
[ -d "$bench" ] || { echo "crosswire: $bench is not there; run: make train BENCH=FOLDER" >&2; exit 2; }
trained=src/crosswire/models/trained
texts=build/pairs

"$python" -m training.line_reader "$bench"
"$python" -m training.quote_cues "$bench/quotes_polnear/articles.jsonl.gz"
"$python" -m training.outsiders "$bench"

"$python" -m training.pair_texts --bench "$bench" --out "$texts"
[ -x build/torch/bin/python ] || "$python" -m venv build/torch
build/torch/bin/python -m pip install --quiet --requirement training/requirements.txt
read_pairs() { build/torch/bin/python training/pair_reader.py --threads "${THREADS:-2}" "$@"; }
read_pairs general --texts "$texts" --out "$texts/general.pt"
for fold in 0 1; do
  read_pairs stories --texts "$texts" --init "$texts/general.pt" --fold "$fold" --out "$texts/fold$fold.pt"
done
read_pairs export --parts "$texts/fold0.pt" "$texts/fold1.pt" --out "$texts"
cp "$texts/pair_reader.onnx" "$trained/"
"$python" -m crosswire.models.catalog --write

"$python" -m training.points --bench "$bench" --read "$texts"/fold*.scores.npz
"$python" -m crosswire.models.catalog --write

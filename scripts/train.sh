#!/usr/bin/env bash
# Train our own small models again: train.sh PYTHON BENCH. Each script is seeded and takes the folder
# of sets, or the set it learns from; afterwards the manifest of checksums is written anew.
#
# From the environment:
#   SMALL=1          a rehearsal on a few lines of each set, in a copy of the sources under
#                    build/rehearsal: every step runs, and nothing that ships is touched
#   TORCH=FOLDER     the virtual environment with torch, which the pair reader needs (build/torch)
#   THREADS=N        threads of the pair reader (2; it takes about 90 minutes on two cores)
#   JUDGEMENTS=FILE  lines of `crosswire review --export`, learnt from besides, and
#   PAGES=FOLDER     the pages that were judged
set -euo pipefail
python=$1 bench=$2
[ -d "$bench" ] || { echo "crosswire: $bench is not there; run: make train BENCH=FOLDER" >&2; exit 2; }
whole() { echo "$(cd "$(dirname "$1")" && pwd)/$(basename "$1")"; }
python=$(whole "$python") bench=$(whole "$bench")
mkdir -p build
torch=$(whole "${TORCH:-build/torch}")
judged=()
if [ -n "${JUDGEMENTS:-}" ]; then
  judged=(--judgements "$(whole "$JUDGEMENTS")" --pages "$(whole "${PAGES:?the pages that were judged}")")
fi

[ -x "$torch/bin/python" ] || "$python" -m venv "$torch"
"$torch/bin/python" -m pip install --quiet --requirement training/requirements.txt

if [ -n "${SMALL:-}" ]; then
  rm -rf build/rehearsal
  mkdir -p build/rehearsal
  "$python" -m training.rehearsal --bench "$bench" --out build/rehearsal/bench
  cp -R src training build/rehearsal/
  cd build/rehearsal
  export PYTHONPATH=$PWD/src:$PWD
  bench=$PWD/bench
fi
trained=src/crosswire/models/trained
texts=build/pairs
mkdir -p "$texts"
rm -f "$texts/readings.pkl"  # readings of the stages as they stood then

"$python" -m training.line_reader "$bench"
"$python" -m training.quote_cues "$bench/quotes_polnear/articles.jsonl.gz"
"$python" -m training.publication_day "$bench"
"$python" -m training.outsiders "$bench"
"$python" -m training.grouping --bench "$bench" --cv --folds build/grouping

"$python" -m training.background "$bench"
"$python" -m training.pair_texts --bench "$bench" --out "$texts" --readings "$texts/readings.pkl"
read_pairs() { "$torch/bin/python" training/pair_reader.py --threads "${THREADS:-2}" "$@"; }
read_pairs general --texts "$texts" --out "$texts/general.pt"
for fold in 0 1; do
  read_pairs stories --texts "$texts" --init "$texts/general.pt" --fold "$fold" --out "$texts/fold$fold.pt"
done
read_pairs export --parts "$texts/fold0.pt" --out "$texts/fold0"  # for training/approaches.py
read_pairs export --parts "$texts/fold0.pt" "$texts/fold1.pt" --out "$texts"
cp "$texts/pair_reader.onnx" "$trained/"
"$python" -m crosswire.models.catalog --write

"$python" -m training.points --bench "$bench" --readings "$texts/readings.pkl" \
  --read "$texts"/fold*.scores.npz ${judged[@]+"${judged[@]}"}
"$python" -m crosswire.models.catalog --write

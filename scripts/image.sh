#!/usr/bin/env bash
# Build the image, where an engine is: image.sh PYTHON BIN EVENT [NAME]. The wheel that goes into it is
# built and tried first. Then the image lines the event up, without a network.
set -euo pipefail
name=${4:-crosswire}
engine=$(command -v docker || command -v podman || true)
if [ -z "$engine" ]; then
  echo "crosswire: no container engine is here; install docker or podman, then run: make image" >&2
  exit 2
fi
bash "$(dirname "$0")/wheel.sh" "$1" "$2" "$3"
"$engine" build --tag "$name" .
"$engine" run --rm "$name" --version
"$engine" run --rm --network none --volume "$(realpath "$3"):/pages:ro" "$name" compare /pages --format jsonl >/dev/null
echo "the image $name works"

#!/usr/bin/env bash
# Make a virtual environment: python.sh PYTHON VENV. Says the one line to run when it cannot.
set -euo pipefail
python=$1 venv=$2

fail() { echo "crosswire: $*" >&2; exit 1; }

command -v "$python" >/dev/null || fail "$python is not installed; run: sudo apt-get install --yes python3-venv"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  fail "wanted Python 3.11 or later, got $("$python" -V); run: make PYTHON=python3.12 (or the one you have)"
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  # Debian ships venv's other half as a package of its own.
  version=$("$python" -c 'import sys; print(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")')
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && apt-get install --yes --no-install-recommends -qq "$version" >/dev/null
  else
    fail "$python cannot make virtual environments; run: sudo apt-get install --yes $version"
  fi
fi
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
# LightGBM's wheel wants the OpenMP runtime that compilers bring and small machines lack.
if [ "$(uname)" = Linux ] && ! PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null | grep -q 'libgomp\.so\.1'; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && apt-get install --yes --no-install-recommends -qq libgomp1 >/dev/null
  else
    echo "crosswire: libgomp is missing; if a model cannot be loaded, run:" \
      "sudo apt-get install --yes libgomp1" >&2
  fi
fi

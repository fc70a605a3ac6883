#!/usr/bin/env bash
# The tests open the HTML report in Debian's Chromium: install it when root, else say how.
set -euo pipefail
command -v chromium >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "installing chromium"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends -qq chromium fonts-dejavu-core >/dev/null
  exit 0
fi
echo "crosswire: the tests need Chromium; run: sudo apt-get install --yes chromium" >&2
exit 1

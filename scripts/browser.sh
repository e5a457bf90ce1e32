#!/usr/bin/env bash
# Makes sure that there is a Chromium for the browser tests: on a CI machine it installs Debian's, elsewhere it says how.
set -euo pipefail

for name in ${CHROMIUM:-} chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null; then exit 0; fi
done

if [[ ${CI:-} == true && $EUID == 0 ]] && command -v apt-get >/dev/null; then
  echo "== Installing Chromium"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq chromium >/dev/null
else
  echo "The browser tests need Chromium, and there is none. Install it and run make again:" >&2
  echo "    sudo apt-get install chromium" >&2
  echo "Or name one that is not on the path: CHROMIUM=/where/it/is make test" >&2
  exit 1
fi

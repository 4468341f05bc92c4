#!/bin/sh
# Makes .venv with the first Python >= 3.10 that is found; keeps one that is there and good.
#
#   scripts/setup_python.sh [VENV]      PYTHON=/path/to/python chooses another interpreter
#
# Debian splits venv's pip off into python3-venv; where it is missing, pip itself fills the new
# environment, so that "Python with pip" is enough.
set -eu
venv=${1:-.venv}
check='import sys; sys.exit(sys.version_info < (3, 10))'

if [ -x "$venv/bin/python" ] && "$venv/bin/python" -c "$check" 2>/dev/null && "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
  exit 0
fi

for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python3.10 python3.14 python; do
  if [ -n "$candidate" ] && "$candidate" -c "$check" >/dev/null 2>&1; then
    echo "Making $venv with $("$candidate" --version)."
    if "$candidate" -m venv --clear "$venv" >/dev/null 2>&1; then
      exit 0
    fi
    if "$candidate" -m venv --clear --without-pip "$venv" &&
      "$candidate" -m pip --python "$venv/bin/python" install --quiet pip; then
      exit 0
    fi
    echo "$candidate can make no virtual environment: install its venv module (Debian: apt-get install python3-venv)." >&2
    exit 1
  fi
done
echo "No Python >= 3.10 was found: install one, or name it: make PYTHON=/path/to/python3 ..." >&2
exit 1

#!/bin/sh
# Installs into the folder venv beside this file; PYTHON names another interpreter than python3.
set -eu
cd "$(dirname "$0")"
sha256sum -c --quiet SHA256SUMS
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --no-index --find-links wheels bondcalc
venv/bin/python -m bondcalc --version

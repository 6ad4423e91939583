#!/bin/sh
# Measures the speed of the engines.
set -eu
. "$(dirname "$0")/common.sh"

echo "no benchmark yet"

#!/bin/sh
# What to run while working: the native half of test.sh. Stops at the first failure.
set -eu
. "$(dirname "$0")/steps.sh"

step "toolchain" scripts/tools.sh native
native_steps
say "all passed in $(minutes) min; \`make test\` adds the page and both engines in a real browser"

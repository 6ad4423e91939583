#!/bin/sh
# The GPU engine as a native program, against the CPU: on whatever adapter wgpu finds, or on Mesa's software one
# (VK_DRIVER_FILES chooses among several Vulkan drivers). Not a part of test.sh: wgpu and CubeCL are built for it alone.
set -eu
. "$(dirname "$0")/steps.sh"

step "tools" scripts/tools.sh vulkan
step "the GPU engine, native" cargo test --features cli,gpu --test gpu
say "all passed in $(minutes) min"

#!/bin/sh
# The pages that a proposal touches, in preview/, with a list of links: sh jobs/preview.sh origin/main [address]
set -eu
portal preview preview --since "$1" --base "${2:-}"

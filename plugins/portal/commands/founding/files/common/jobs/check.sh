#!/bin/sh
# What a proposal touches, and what it breaks elsewhere, in a host's own form: sh jobs/check.sh origin/main github
set -eu
portal check --since "$1" --format "$2"

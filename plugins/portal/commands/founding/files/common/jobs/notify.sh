#!/bin/sh
# E-mail of what is new. The list and the server are secrets of the host; the state lies in varsel/ from run to run.
set -eu
if [ -z "${PORTAL_NOTIFY_SUBSCRIBERS:-}" ]; then exit 0; fi
PORTAL_NOTIFY_LIST=$(mktemp)
trap 'rm -f "$PORTAL_NOTIFY_LIST"' EXIT
export PORTAL_NOTIFY_LIST
printf '%s\n' "$PORTAL_NOTIFY_SUBSCRIBERS" > "$PORTAL_NOTIFY_LIST"
portal notify --since varsel/state.json

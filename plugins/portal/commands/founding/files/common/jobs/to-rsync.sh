#!/bin/sh
# The site to a folder of another machine: sh jobs/to-rsync.sh user@machine:/srv/site/
set -eu
rsync --recursive --links --times --checksum --delay-updates --delete-delay site/ "$1"

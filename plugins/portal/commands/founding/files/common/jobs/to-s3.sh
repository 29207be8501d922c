#!/bin/sh
# The site to a bucket of any store that speaks S3, as rclone knows it: sh jobs/to-s3.sh store:bucket
# What is named by a hash of itself goes first, and may be kept; a page never leads to what is not there yet.
set -eu
lasting='/assets/portal/*.{css,js,woff2} /assets/stylesheets/*.css /pagefind/**.{pf_meta,pf_index,pf_fragment,pf_filter}'
set -f
kept=''
left=''
for pattern in $lasting; do
  kept="$kept --include $pattern"
  left="$left --exclude $pattern"
done
# shellcheck disable=SC2086
rclone copy site "$1" --checksum $kept --header-upload 'Cache-Control: public, max-age=31536000, immutable'
# shellcheck disable=SC2086
rclone copy site "$1" --checksum $left --header-upload 'Cache-Control: public, max-age=0, must-revalidate'
rclone sync site "$1" --checksum

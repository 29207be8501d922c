#!/bin/sh
# The site to a bucket of any store that speaks S3, as rclone knows it: sh jobs/to-s3.sh store:bucket
# What is named by a hash of itself goes first, and may be kept; a page never leads to what is not there yet. The store
# is told the type of what rclone may not know; what did not change is not sent again, and what is gone goes last.
set -euf
target=$1

# put TYPE CACHING PATTERN…
put() {
  type=$1 caching=$2
  shift 2
  for pattern do
    set -- "$@" --include "$pattern"
    shift
  done
  if [ -n "$type" ]; then
    set -- "$@" --header-upload "Content-Type: $type"
  fi
  rclone copy site "$target" --checksum --fast-list --header-upload "Cache-Control: $caching" "$@"
}

lasting='public, max-age=31536000, immutable'
put 'font/woff2' "$lasting" '/assets/portal/**.woff2'
put '' "$lasting" '/assets/portal/**.{css,js}' '/assets/stylesheets/**.css' '/pagefind/**.{pf_meta,pf_index,pf_fragment,pf_filter}'

asked='public, max-age=0, must-revalidate'
put 'application/atom+xml; charset=utf-8' "$asked" '/feed/*.xml' '/saker/*/feed.xml'
put 'application/xml; charset=utf-8' "$asked" '*.xml'
put 'application/ld+json' "$asked" '*.jsonld'
put 'application/x-ndjson' "$asked" '*.ndjson'
put 'text/calendar; charset=utf-8' "$asked" '*.ics'
put 'text/csv; charset=utf-8' "$asked" '*.csv'
put 'text/markdown; charset=utf-8' "$asked" '*.md'
put 'text/plain; charset=utf-8' "$asked" '*.{txt,conf,caddy,minisig,pub,sha256}'
put 'text/turtle; charset=utf-8' "$asked" '*.ttl'
office='application/vnd.openxmlformats-officedocument'
put "$office.wordprocessingml.document" "$asked" '*.docx'
put "$office.spreadsheetml.sheet" "$asked" '*.xlsx'
put "$office.presentationml.presentation" "$asked" '*.pptx'
put 'application/vnd.oasis.opendocument.text' "$asked" '*.odt'
put 'application/vnd.oasis.opendocument.spreadsheet' "$asked" '*.ods'
put 'application/vnd.oasis.opendocument.presentation' "$asked" '*.odp'

rclone sync site "$target" --checksum --fast-list --header-upload "Cache-Control: $asked"

#!/bin/sh
# Imports a nightly export and hands the rows that were rejected to whoever can mend them.
#
#     import-csv.sh FILE [option of crm imports run …]
#
# Status 0: every row found its place. Status 4: some rows were rejected, the others are in.
# Importing the same file again changes nothing, so a run that was cut short is simply run again.
set -eu

CRM=${CRM:-crm}
file=${1:?usage: import-csv.sh FILE [OPTION...]}
shift

status=0
summary=$("$CRM" imports run "$file" --json "$@") || status=$?
case $status in
  0 | 4) ;;
  *) exit "$status" ;; # the error is on standard error already
esac

printf '%s\n' "$summary" | jq -r '
  "\(.file): \(.rows) rows, \(.created) created, \(.updated) updated, \(.unchanged) unchanged, \(.rejected) rejected",
  (if .rejected > 0 then "mend and import again: \(.rejects)" else empty end),
  (.outcomes[] | select(.outcome == "rejected") | "  line \(.line): \(.error.message? // .error)")'
exit "$status"

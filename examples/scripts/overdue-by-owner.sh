#!/bin/sh
# How many open tasks are overdue, by owner, and since when the oldest waits.
set -eu

"${CRM:-crm}" tasks list is:overdue --json "$@" | jq -r '
  group_by(.owner // "nobody")[]
  | [.[0].owner // "nobody", length, (map(.due) | min)]
  | @tsv'

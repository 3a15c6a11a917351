#!/usr/bin/env bash
# Fails where a file that the program describes is not what the program would write today.
#
#     check-drift.sh CRM
set -euo pipefail
cd "$(dirname "$0")/.."
fresh=$(mktemp -d "${TMPDIR:-/tmp}/crm-drift.XXXXXX")
trap 'rm -rf "$fresh"' EXIT
Scripts/generate.sh "$1" "$fresh" >/dev/null

status=0
count=0
while IFS= read -r file; do
  count=$((count + 1))
  if ! cmp -s "$fresh/$file" "$file"; then
    if [ -e "$file" ]; then
      diff -u "$file" "$fresh/$file" | head -n 20 || true
    else
      echo "$file is missing"
    fi
    status=1
  fi
done < <(cd "$fresh" && find . -type f | sed 's|^\./||' | sort)
while IFS= read -r file; do
  [ -e "$fresh/$file" ] || { echo "$file is written by nothing any more"; status=1; }
done < <(find man completions -type f 2>/dev/null | sort)

if [ "$count" -eq 0 ]; then
  echo 'nothing was generated' >&2
  exit 1
fi
if [ "$status" -ne 0 ]; then
  echo 'make generate brings them up to date' >&2
  exit "$status"
fi
echo "$count generated files are up to date"

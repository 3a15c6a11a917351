#!/usr/bin/env bash
# A walk through crm in a temporary repository: import, sell, be refused, go on, look.
# The clock stands still at one Tuesday morning, so that every run tells the same story.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
crm=${CRM:-crm}
case $crm in
  */*) crm=$(cd "$(dirname "$crm")" && pwd)/$(basename "$crm") ;;
  *) crm=$(command -v "$crm") || { echo "demo: there is no $crm; run make demo" >&2; exit 1; } ;;
esac
[ -x "$crm" ] || { echo "demo: there is no $crm; run make demo" >&2; exit 1; }

place=$(mktemp -d "${TMPDIR:-/tmp}/crm-demo.XXXXXX")
trap 'rm -rf "$place"' EXIT
mkdir "$place/bin"
ln -s "$crm" "$place/bin/crm"
cp "$here"/data/*.csv "$place/"

# Nothing of the user's own settings gets in: neither a repository, nor a name, nor git's.
export PATH="$place/bin:$PATH" CRM_NOW=2026-11-24T10:00:00+01:00 CRM_USER=mara
export HOME=$place GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=Mara GIT_AUTHOR_EMAIL=mara@studio.example
export GIT_COMMITTER_NAME=Mara GIT_COMMITTER_EMAIL=mara@studio.example
unset CRM_REPO NO_COLOR GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE 2>/dev/null || true
cd "$place"

if [ -t 1 ]; then bold=$'\e[1m' plain=$'\e[0m'; else bold='' plain=''; fi
heading() { printf '\n%s== %s%s\n' "$bold" "$1" "$plain"; }

# Shows a command as it would be typed, runs it, and demands the exit status given first.
expect() {
  local wanted=$1 status=0 word line='$'
  shift
  for word in "$@"; do
    case $word in
      *[!A-Za-z0-9_./@=:+,-]*) line+=" '$word'" ;;
      *) line+=" $word" ;;
    esac
  done
  printf '\n%s%s%s\n' "$bold" "$line" "$plain"
  "$@" 2>&1 || status=$?
  if [ "$status" -ne 0 ] || [ "$wanted" -ne 0 ]; then printf '(exit status %d)\n' "$status"; fi
  if [ "$status" -ne "$wanted" ]; then
    printf 'demo: expected exit status %d\n' "$wanted" >&2
    exit 1
  fi
}
run() { expect 0 "$@"; }

heading 'A new repository: plain files, in git'
run crm init sales --timezone Europe/Berlin --country DE --currency EUR
cd sales

heading 'Import what there is: companies, people of two exports, deals'
run crm import ../companies.csv
run crm import ../contacts.csv
run crm import ../contacts-bitrix24.csv
echo
echo 'The deals file has one row that cannot be: its stage does not exist. The others come in.'
expect 4 crm import ../deals.csv --next 'Talk about the next step' --due 'tomorrow 11:00'
echo
echo 'The same file again changes nothing.'
expect 4 crm import ../deals.csv --next 'Talk about the next step' --due 'tomorrow 11:00'

heading 'A new deal, with its next step'
run crm deals add 'Care plan for Acme' --contact anna@acme.example --company acme --amount 6000 \
  --next 'Call Anna about hours' --due 'today 15:00'

heading 'No open deal without a next step'
expect 3 crm deals move 'care plan' proposal
echo
echo 'The refusal prints the command that passes. It is run just as printed:'
passing=$(crm deals move 'care plan' proposal 2>&1 | sed -n 's/^hint: \(crm deals move .*\)$/\1/p' | head -n 1) || true
[ -n "$passing" ] || { echo 'demo: the refusal named no command' >&2; exit 1; }
printf '\n%s$ %s%s\n' "$bold" "$passing" "$plain"
eval "$passing"

heading 'On to the end'
run crm log call 'care plan' 'Agreed on ten hours a month' --duration 12m
run crm deals move 'care plan' invoice --next 'Check payment' --due '+7d'
run crm deals show 'care plan'
run crm deals win 'care plan' --note 'Paid'

heading 'The board'
run crm deals board

heading 'What is due'
run crm tasks add 'Order Christmas cards' --due 'today 17:00'
run crm digest

heading 'The file of the deal, and its history in git'
deal=$(crm deals list 'care plan' --format ids)
run cat "$(crm deals show "$deal" --json | sed -nE 's/.*"path": *"([^"]*)".*/\1/p' | head -n 1)"
run git log --oneline -n 5

heading 'All is well'
run crm check

printf '\nThat was all of it in a temporary folder, which is gone now.\nBegin your own: crm init\n'

#!/usr/bin/env bash
# Writes what the program says of itself: man pages, completions, and the picture in the README.
#
#     generate.sh CRM FOLDER
set -euo pipefail
crm=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
mkdir -p "$2/docs"
folder=$(cd "$2" && pwd)
here=$(cd "$(dirname "$0")/.." && pwd)

"$crm" generate "$folder" --quiet

if ! command -v python3 >/dev/null 2>&1; then
  echo 'docs/terminal.svg is left as it is: there is no python3 to draw it' >&2
  exit 0
fi

python3 "$here/Scripts/house-picture.py" "$here/Package.swift" >"$folder/docs/house.svg"

# The picture shows the sample repository on one fixed morning.
place=$(mktemp -d "${TMPDIR:-/tmp}/crm-picture.XXXXXX")
trap 'rm -rf "$place"' EXIT
cp -R "$here/examples/repository" "$place/sales"
cd "$place/sales"
export CRM_NOW=2026-11-24T10:00:00+01:00 CRM_USER=mara HOME=$place GIT_CONFIG_NOSYSTEM=1
unset NO_COLOR CLICOLOR_FORCE CRM_REPO 2>/dev/null || true

show() {
  printf '\e[32m$\e[0m \e[1mcrm'
  local word
  for word in "$@"; do
    case $word in
      *[!A-Za-z0-9_.,/@=:+-]*) printf " '%s'" "$word" ;;
      *) printf ' %s' "$word" ;;
    esac
  done
  printf '\e[0m\n'
  "$crm" "$@" --color always 2>&1 || true
  printf '\n'
}

{
  show deals list is:open sort:-amount --fields id,title,stage,amount,next_step,next_step.due
  show deals move website invoice
  show digest --for mara
} | python3 "$here/Scripts/terminal-svg.py" 'A terminal with crm: deals, a refused move, the digest' >"$folder/docs/terminal.svg"

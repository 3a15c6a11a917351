#!/bin/sh
# Shows who is calling: caller.sh NUMBER. For the System() of a dialplan, or any other program that knows the number.
# The card goes to the desktop where there is one, and always into the log. Whatever happens here, the call goes on.
set -u

CRM=${CRM:-/usr/local/bin/crm}
CRM_REPO=${CRM_REPO:?set CRM_REPO to the folder of your crm.yaml}
log=${CRM_CALLER_LOG:-$CRM_REPO/.crm/calls.log}
export CRM_REPO

# A withheld number is empty or a word; and nothing that is no number gets as far as a command line.
number=${1:-}
case $number in
  '' | *[!0-9+\ ./\(\)-]* | -*) exit 0 ;;
esac

card=$("$CRM" caller --color never "$number" 2>&1) || card="crm caller $number: $card"

printf '%s  %s\n%s\n\n' "$(date '+%Y-%m-%d %H:%M:%S')" "$number" "$card" >>"$log"

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && command -v notify-send >/dev/null 2>&1; then
  notify-send "$number" "$card" || :
fi
exit 0

#!/bin/sh
# Sends one owner's digest through sendmail, once a day. The address is the owner's in crm.yaml, or the second argument.
# A message that sendmail does not take is kept, and the next run tries again.
set -eu

CRM=${CRM:-/usr/local/bin/crm}
SENDMAIL=${SENDMAIL:-/usr/sbin/sendmail}
CRM_REPO=${CRM_REPO:?set CRM_REPO to the folder of your crm.yaml}
export CRM_REPO

owner=${1:?name the owner whose digest it is}
folder=${XDG_STATE_HOME:-$HOME/.local/state}/crm/outbox
umask 077
mkdir -p "$folder"
message=$folder/digest-$(printf %s "$owner" | tr -c 'A-Za-z0-9.-' _).eml

# Nothing due leaves no file, and --once leaves the file of this morning as it is.
if [ $# -gt 1 ]; then
  "$CRM" digest --for "$owner" --to "$2" --format eml --once -o "$message"
else
  "$CRM" digest --for "$owner" --format eml --once -o "$message"
fi
[ -s "$message" ] || exit 0
"$SENDMAIL" -t <"$message"
rm -f "$message"

#!/bin/sh
# Prints what is due, for cron to mail. Nothing due prints nothing, and then cron sends no mail.
# cron starts with an almost empty environment, so all that is needed is named here or in the crontab.
set -eu

CRM=${CRM:-/usr/local/bin/crm}
CRM_REPO=${CRM_REPO:?set CRM_REPO to the folder of your crm.yaml}
export CRM_REPO

# The first argument names one owner; without it everybody is in the digest.
if [ $# -gt 0 ]; then
  exec "$CRM" digest --for "$1" --color never
fi
exec "$CRM" digest --color never

#!/bin/sh
# Writes a letter to everybody whom a filter finds, and sends what waits in the spool.
#
#   newsletter.sh TEMPLATE FILTER CAMPAIGN SPOOL
#
# Called again after a failure it writes nothing a second time and sends what is left: crm keeps which letters it wrote, the
# spool which went out.
set -eu

template=${1:?a template, such as letter}
filter=${2:?a filter, such as tag:news}
campaign=${3:?the campaign that the letters count for}
spool=${4:?the folder for letters}
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$spool"
"${CRM:-crm}" mail "$template" --where "$filter" --campaign "$campaign" --not-within "${NOT_WITHIN:-14d}" -o "$spool"
exec "$here/send.sh" "$spool"

#!/bin/sh
# Hands everything over to somebody who has no crm: a workbook to look at, a csv file for each kind, the people as cards,
# and a database to ask.
set -eu

folder=${1:?the folder to put it into}
mkdir -p "$folder"
"${CRM:-crm}" export all -o "$folder/crm.xlsx" --quiet
"${CRM:-crm}" export all -o "$folder/crm.zip" --quiet
"${CRM:-crm}" export all -o "$folder/people.vcf" --quiet
"${CRM:-crm}" export all -o "$folder/crm.sql" --quiet
if command -v sqlite3 >/dev/null 2>&1; then
  rm -f "$folder/crm.db"
  sqlite3 -bail "$folder/crm.db" <"$folder/crm.sql"
fi

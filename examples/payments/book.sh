#!/bin/sh
# Books what came into the bank, for cron: each file of INBOX once.
#
#   book.sh INBOX
#
# A file that was read goes to INBOX/done, one that is no bank's or does not add up to INBOX/faulty, and what crm says of each is
# printed, for cron to mail: what it booked, and what a person has to look at. Where there is no file nothing is printed. The same
# file again, or a statement that overlaps another, books nothing twice, so files may be fetched as often as the bank likes.
set -eu

inbox=${1:?the folder into which files of the bank are put}
export CRM_REPO="${CRM_REPO:?set CRM_REPO to the folder of your crm.yaml}"
mkdir -p "$inbox/done" "$inbox/faulty"
worst=0

for file in "$inbox"/*; do
  [ -f "$file" ] || continue
  name=$(basename "$file")
  status=0
  said=$("${CRM:-/usr/local/bin/crm}" payments run "$file" --color never) || status=$?
  # 4 with a table: something is for a person to decide. 4 without one: the file cannot be read, as the error above says.
  case $status:$said in
    0:* | 4:?*)
      mv "$file" "$inbox/done/$name"
      printf '== %s\n%s\n' "$name" "$said"
      ;;
    4:)
      mv "$file" "$inbox/faulty/$name"
      printf '== %s\nnothing was booked; it lies in %s\n' "$name" "$inbox/faulty"
      worst=4
      ;;
    *)
      # The repository, not the file: everything waits for the next time.
      exit "$status"
      ;;
  esac
done
exit "$worst"

#!/bin/sh
# Sends the letters that `crm mail … -o SPOOL` wrote, one after another, each once.
#
#   send.sh SPOOL
#
# A letter is handed to $SENDMAIL, which reads the recipients from it: `sendmail -i -t` by default, or `msmtp -t --read-envelope-from`.
# It waits as SPOOL/NAME.eml, is SPOOL/sending/NAME.eml while it is handed over, and SPOOL/sent/NAME.eml afterwards. Where it is
# refused it waits again, and send.sh stops with that status: called again, it goes on from there. A letter that is found in
# sending/ when send.sh begins was being handed over when the machine went down, and nobody knows whether it went out: that
# is said, with status 3, and nothing is sent before somebody has decided. PAUSE is seconds between two letters.
set -eu

spool=${1:?the folder that crm mail wrote}
SENDMAIL=${SENDMAIL:-/usr/sbin/sendmail -i -t}
PAUSE=${PAUSE:-0}

cd "$spool"
mkdir -p sending sent
# One at a time: the folder is there or made, never both.
if ! mkdir lock 2>/dev/null; then
  echo "send.sh: another send.sh works in $spool; if none does, remove $spool/lock" >&2
  exit 75
fi
trap 'rmdir lock' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

for left in sending/*.eml; do
  [ -e "$left" ] || continue
  {
    echo "send.sh: $spool/$left may have been sent or not; look into the log of your mail program, then"
    echo "  mv '$spool/$left' '$spool/sent/'    if it was sent"
    echo "  mv '$spool/$left' '$spool/'         if it was not"
  } >&2
  exit 3
done

count=0
for letter in *.eml; do
  [ -e "$letter" ] || continue
  if [ -e "sent/$letter" ]; then
    echo "send.sh: $letter was sent before; it stays in $spool" >&2
    continue
  fi
  mv "$letter" "sending/$letter"
  status=0
  # Words of SENDMAIL are its options.
  $SENDMAIL <"sending/$letter" || status=$?
  if [ "$status" -ne 0 ]; then
    mv "sending/$letter" "$letter"
    echo "send.sh: $letter was refused ($status) and waits in $spool; $count were sent" >&2
    exit "$status"
  fi
  mv "sending/$letter" "sent/$letter"
  count=$((count + 1))
  [ "$PAUSE" = 0 ] || sleep "$PAUSE"
done
echo "$count sent"

#!/bin/sh
# Kills a change and fails its system calls at every point, and checks the order in which it reaches the disk.
# Bounded to a minute; `BUDGET=600` looks at every point with git as well. Needs strace, and is passed over without it.
set -eu
crm=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
here=$(cd "$(dirname "$0")" && pwd)
budget=${BUDGET:-40}

if ! strace -qq -o /dev/null true 2>/dev/null; then
  echo 'strace is missing or not allowed here: durability is not checked'
  exit 0
fi

python3 "$here/check-sync-order.py" "$crm"

setup="'$crm' contacts add 'Anna Ivanova' >/dev/null
'$crm' deals add Site --contact anna --next Call --due +1d >/dev/null"
disturb() {
  python3 "$here/fault-injection.py" --setup "'$crm' init . $1 >/dev/null
$setup" --recover "'$crm' check" --recovery-kills 3 --budget "$budget" -- \
    "$crm" deals move Site proposal --next 'Ask for a date' --due +2d
}
disturb --no-git
if [ "$budget" -ge 120 ]; then disturb ''; fi

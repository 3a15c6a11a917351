#!/bin/sh
# Kills commands and fails their system calls at every point, checks the order in which a change reaches the disk, and
# that a writer gets its turn beside many readers. Every command that writes is among them; sweep-writers.py finds them.
# Samples the points, in some five minutes; `FULL=1` looks at all of them, with git as well, which takes hours, and
# `ONLY='deals move'` at some commands; changes are made beside a git that takes files away, `CHANGES=10000` makes many.
# Needs strace, and is passed over without it.
set -eu
crm=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
here=$(cd "$(dirname "$0")" && pwd)
threads=
full=${FULL:-}
budget=${BUDGET:-${full:+600}}
budget=${budget:-20}

python3 "$here/stress-git.py" "$crm" "${CHANGES:-100}"

if ! strace -qq -o /dev/null true 2>/dev/null; then
  echo 'strace is missing or not allowed here: durability is not checked'
  exit 0
fi

python3 "$here/check-sync-order.py" "$crm"

# disturb INIT SETUP COMMAND…: what crm init gets, what makes the repository, what is killed and fails.
disturb() {
  init=$1 setup=$2
  shift 2
  python3 "$here/fault-injection.py" --setup "'$crm' init . $init >/dev/null
$setup" --recover "'$crm' check" --recovery-kills 3 $threads --budget "$budget" -- "$crm" "$@"
}

deal="'$crm' contacts add 'Anna Ivanova' >/dev/null
'$crm' deals add Site --contact anna --next Call --due +1d >/dev/null"
# So many that they are written in place, and one that changes a record.
rows="'$crm' contacts add 'Anna Ivanova' email=anna@acme.example >/dev/null
{ echo name,email,city; echo Anna Ivanova,anna@acme.example,Oslo; } >rows.csv
seq 36 | sed 's/.*/Row &,row&@acme.example,Rome/' >>rows.csv"

# So many that several threads write them.
many="{ echo name,email,city; seq 600 | sed 's/.*/Row &,row&@acme.example,Rome/'; } >rows.csv"

move() { disturb "$1" "$deal" deals move Site proposal --next 'Ask for a date' --due +2d; }
import() { disturb "$1" "$rows" imports run rows.csv --kind contacts; }
bulk() { disturb "$1" "$many" imports run rows.csv --kind contacts; }

move --no-git
import --no-git
threads=--children
bulk --no-git
threads=
if [ -n "$full" ]; then move ''; import ''; fi

python3 "$here/sweep-writers.py" "$crm" ${full:+--full} ${ONLY:+--only "$ONLY"}
python3 "$here/check-turns.py" "$crm" --seconds "$([ -n "$full" ] && echo 60 || echo 10)"

#!/usr/bin/env bash
# One quote that is never closed, and Python's csv module makes one cell of forty rows, without a word.
#
# Seen with CPython 3.11's csv. Of 50 rows the fifth lacks its closing quote and the 45th has a quoted cell. The cell of
# row 5 goes on to the quote that opens the one of row 45: csv.reader gives 11 lines for 51, every one of them with
# three cells, and ends as if all were well. `strict=True` raises; pandas 2.2.3 refuses such a file by itself.
# Source: the state QUOTE_IN_QUOTED_FIELD of Modules/_csv.c, which goes on in the cell unless `strict` is set.
# Why it matters: the module stands behind many an import and script; a customer list typed
# by hand loses the rows between two quotes, and neither a count of cells nor an exit status tells.
set -u
command -v python3 >/dev/null 2>&1 || { echo 'python3 is missing'; exit 2; }
python3 - <<'P'
import csv
import io
import platform
import sys

print('python', platform.python_version())
rows = ['%d,"Boss,p%d@example.com' % (i, i) if i == 5 else '%d,"Chief",p%d@example.com' % (i, i) if i == 45
        else '%d,x,p%d@example.com' % (i, i) for i in range(1, 51)]
text = 'name,position,email\n' + '\n'.join(rows) + '\n'
read = list(csv.reader(io.StringIO(text, newline='')))
print('csv.reader: %d lines of 51, with %s cells each' % (len(read), sorted({len(row) for row in read})))
print('row 5 is now %r, %d characters, %r' % (read[5][0], len(read[5][1]), read[5][2]))
try:
    list(csv.reader(io.StringIO(text, newline=''), strict=True))
    strict = 'nothing'
except csv.Error as problem:
    strict = str(problem)
print('with strict=True:', strict)
sys.exit(0 if len(read) == 11 and {len(row) for row in read} == {3} and strict != 'nothing' else 1)
P

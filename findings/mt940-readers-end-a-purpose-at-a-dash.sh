#!/usr/bin/env bash
# An invoice number broken at its dash: two readers of MT940 lose the rest of the purpose, number included, without a word.
#
# Seen with mt940 0.8.1 and bankstatementparser 0.0.29 of PyPI. Field 86 is cut into lines of 65 characters wherever they end, so
# INV-2026-0042 may go on in a line that begins with `-`. Both take any line that begins so for the end of the message (which is a line
# with `-` and nothing else, or `-}`): what follows up to the next field belongs to nothing. The sums are right, so no balance tells.
# mt-940 5.1.1, another package, keeps the line.
# Source: `_readline` of mt940/__init__.py ends a field where `line.startswith('-')`; bankstatementparser's additional_parsers does alike.
# SWIFT's rules for the network forbid such lines, banks' own files have them.
# Why it matters: the number is what a payment is matched by. Wherever a break falls before one of its two dashes, which is two times
# in 65, the payment has no number, nor anything that stood behind it.
set -u
command -v python3 >/dev/null 2>&1 || { echo 'python3 is missing'; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for package in mt940==0.8.1 mt-940==5.1.1 bankstatementparser==0.0.29; do
  python3 -m pip install -q --disable-pip-version-check --target "$folder/${package%%=*}" "$package" >/dev/null 2>&1 || { echo "$package cannot be installed"; exit 2; }
done
cat >"$folder/file.mt940" <<'E'
:20:STARTUMSE
:25:DE89370400440532013000
:28C:00001/001
:60F:C261101EUR100,00
:61:2611021102C50,00NTRFNONREF//BK1
:86:Mueller GmbH pays two of your documents, this one and the next INV
-2026-0042 and INV-2026-0043 as agreed
:62F:C261102EUR150,00
-
E
cat >"$folder/read.py" <<'P'
import io
import os
import sys

name, path = sys.argv[1:]
if name == 'mt940':
    import mt940
    print(mt940.MT940(io.StringIO(open(path).read())).statements[0].transactions[0].description.replace('\n', ''))
elif name == 'mt-940':
    import mt940
    print(list(mt940.parse(open(path).read()))[0].data['transaction_details'].replace('\n', ''))
else:
    import bankstatementparser
    print(list(bankstatementparser.create_parser(path, 'mt940').parse()['description'])[0])
P
status=0
for name in mt940 bankstatementparser mt-940; do
  said=$(PYTHONWARNINGS=ignore PYTHONPATH=$folder/$name python3 "$folder/read.py" "$name" "$folder/file.mt940" 2>/dev/null) || { echo "$name does not read the file"; exit 2; }
  echo "$name: $said"
  case $name:$said in
    mt-940:*INV-2026-0042*INV-2026-0043*) ;;
    mt-940:*) status=1 ;;
    *2026-004*) status=1 ;;
    *) ;;
  esac
done
exit $status

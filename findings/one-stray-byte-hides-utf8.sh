#!/usr/bin/env bash
# One Latin-1 byte in a UTF-8 table, or a table of a few names, and the usual detectors of encodings answer with garbage.
#
# Seen with charset-normalizer 3.4.4 and chardet 5.2.0 (PyPI). A table in UTF-8 with a single byte that is none (row
# pasted from an old program) is given as a single-byte code page by both, so that every accented name but that one
# turns to "JÃ¼rgen"; neither says "UTF-8 with a fault". A short list of contacts in KOI8-R is Japanese to
# charset-normalizer, and one in windows-1250 is windows-1252 to both ("£ukasz ¯ó³æ").
# Source: both packages decide for the file as a whole and rule UTF-8 out at the first byte that is not of it.
# Why it matters: customer lists are short and pasted together. Whoever imports by such a guess stores garbage, without
# an error; sequences of UTF-8 hardly ever come about by chance, so that they outweigh single bytes.
set -u
command -v python3 >/dev/null 2>&1 || { echo 'python3 is missing'; exit 2; }
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
python3 -m venv v >/dev/null 2>&1 && v/bin/pip -q install charset-normalizer==3.4.4 chardet==5.2.0 >/dev/null 2>&1 \
  || { echo 'charset-normalizer and chardet cannot be installed'; exit 2; }
v/bin/python - <<'P'
import sys
import chardet
import charset_normalizer

print('charset-normalizer', charset_normalizer.__version__, 'chardet', chardet.__version__)
tables = {
    'utf-8 and one byte': 'Name,City\nJürgen Müller,Köln\n'.encode() + b'Fran\xe7ois,Nantes\n' + 'Zoë,Liège\n'.encode(),
    'koi8-r': 'Name;City;Email\nПётр Иванов;Тверь;p@example.com\nАнна Ёлкина;Орёл;a@example.com\n'.encode('koi8-r'),
    'windows-1250': 'Name;City;Email\nŁukasz Żółć;Gdańsk;l@example.com\n'.encode('cp1250'),
}
wanted = {'utf-8 and one byte': 'Jürgen Müller', 'koi8-r': 'Пётр Иванов', 'windows-1250': 'Łukasz Żółć'}
right = {}
for name, data in tables.items():
    best = charset_normalizer.from_bytes(data).best()
    for tool, encoding in [('charset-normalizer', best.encoding if best else None), ('chardet', chardet.detect(data)['encoding'])]:
        text = data.decode(encoding, 'replace') if encoding else ''
        right[tool, name] = wanted[name] in text
        print('%-20s %-20s %-16s %s' % (name, tool, encoding, text.split('\n')[1] if text else ''))
holds = not any(right[tool, 'utf-8 and one byte'] or right[tool, 'windows-1250'] for tool in ['charset-normalizer', 'chardet'])
sys.exit(0 if holds and not right['charset-normalizer', 'koi8-r'] else 1)
P

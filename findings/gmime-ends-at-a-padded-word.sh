#!/usr/bin/env bash
# A subject of several base64 words ends, for GMime, where the first padded word ends.
#
# Seen with libgmime 3.2.13 in notmuch 0.37, Debian 12. RFC 2047 (2 and 6.2): each encoded word is complete by itself, its base64 padded
# like any other, and blanks between two adjacent ones are no part of the text. Python's email reads the same subject whole.
# GMime joins adjacent base64 words of one charset and decodes the whole, and its decoder stops at the first `=`. Words whose bytes are
# a multiple of three have no padding and come through.
# Why it matters: whoever cuts a long subject into words by characters loses the rest of it in notmuch, and in what else reads mail by
# GMime; the message is valid and looks right elsewhere. So words are cut after whole groups of three bytes.
set -u
for need in python3 apt-get dpkg-deb; do command -v "$need" >/dev/null 2>&1 || { echo "$need is missing"; exit 2; }; done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
apt-get -qq download notmuch libnotmuch5 libgmime-3.0-0 libxapian30 libtalloc2 libsexp1 libgpgme11 libassuan0 >/dev/null 2>&1 ||
  { echo 'the packages of Debian cannot be had'; exit 2; }
for package in *.deb; do dpkg-deb -x "$package" root || exit 2; done
ls notmuch_*.deb libgmime*.deb | sed 's/\.deb$//'
export HOME=$folder NOTMUCH_CONFIG=$folder/config
LD_LIBRARY_PATH=$(find root -type d -name '*-linux-*' | sed "s|^|$folder/|" | paste -sd:)
export LD_LIBRARY_PATH
mkdir mail
printf '[database]\npath=%s/mail\n[user]\nname=A\nprimary_email=a@example.com\n' "$folder" >config
python3 - "$folder/mail" <<'P'
import base64
import sys

text = 'Список дел на вторник'


def words(step):
    data = [text[place:place + step].encode() for place in range(0, len(text), step)]
    return '\r\n '.join('=?utf-8?B?' + base64.b64encode(part).decode() + '?=' for part in data)


# Ten letters are 19 or 20 bytes, which base64 pads; the other subject is cut every 18 bytes.
for name, subject in [('padded', words(10)), ('whole', None)]:
    if subject is None:
        data = text.encode()
        parts = [data[place:place + 18] for place in range(0, len(data), 18)]
        subject = '\r\n '.join('=?utf-8?B?' + base64.b64encode(part).decode() + '?=' for part in parts)
    with open(f'{sys.argv[1]}/{name}', 'wb') as file:
        file.write((f'From: a@example.com\r\nTo: b@example.com\r\nMessage-ID: <{name}@example.com>\r\n'
                    f'Date: Tue, 24 Nov 2026 10:00:00 +0100\r\nSubject: {subject}\r\n\r\nbody\r\n').encode())
P
root/usr/bin/notmuch new >/dev/null 2>&1 || { echo 'notmuch does not run'; exit 2; }
python3 - "$folder" <<'P'
import email
import email.policy
import json
import subprocess
import sys

folder = sys.argv[1]
seen = {}
for name in ('padded', 'whole'):
    with open(f'{folder}/mail/{name}', 'rb') as file:
        python = str(email.message_from_binary_file(file, policy=email.policy.default)['Subject'])
    out = subprocess.run([f'{folder}/root/usr/bin/notmuch', 'show', '--format=json', '--body=false', f'id:{name}@example.com'],
                         capture_output=True, text=True).stdout
    mail = json.loads(out)[0][0][0]['headers']['Subject']
    seen[name] = (python, mail)
    print(f'{name}: Python reads {python!r}, notmuch {mail!r}')
same = seen['whole'][0] == seen['whole'][1]
cut = seen['padded'][0] != seen['padded'][1] and seen['padded'][0].startswith(seen['padded'][1][:5])
sys.exit(0 if same and cut else 1)
P

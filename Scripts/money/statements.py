"""Writers of bank files, by the formats' own descriptions: 1CClientBankExchange 1.02, camt.053, SWIFT MT940, and a table.

An entry is a dictionary: `at` (date), `cents` (signed, in the currency's minor units), `payer`, `account`, `tax_id`, `purpose`,
`reference` (the bank's own), `end` (end-to-end reference), `returned` (a payment that came back), `structured` (a creditor's
reference or an invoice's number in its own field).
"""

import csv
import io
import unicodedata
from xml.sax.saxutils import escape

from rule import PLACES

LATIN = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", (
    "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya").split(" ")))
UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "o", "é": "e", "č": "c", "ó": "o", "ł": "l",
           "№": "No", "ә": "a", "ғ": "g", "қ": "q", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "і": "i", "«": "", "»": "", "&": "+", "–": "-",
           "_": "-", "#": "Nr", "=": "-", "\u00a0": " ", "Ł": "L", "Č": "C"}


def latin(text):
    """What banks of SWIFT make of a name: letters of their own character set alone."""
    made = ""
    for letter in text:
        plain = LATIN.get(letter.lower())
        if plain is not None:
            made += plain.capitalize() if letter != letter.lower() else plain
        else:
            found = UMLAUTS.get(letter)
            made += unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode() if found is None else found
    return made


def amount(cents, currency, mark="."):
    places, cents = PLACES[currency], abs(cents)
    whole, rest = divmod(cents, 10 ** places)
    if mark == ",":
        return f"{whole}," + (f"{rest:0{places}d}" if places else "")
    return f"{whole}" + (f".{rest:0{places}d}" if places else "")


def chunks(text, size):
    return [text[place:place + size] for place in range(0, len(text), size)] or [""]


# ---- MT940

def mt940_details(entry, form):
    """Field 86, in one of the three forms that banks use."""
    purpose = latin(entry["purpose"]).replace("\n", "")
    payer = latin(entry["payer"] or "")
    if form == "structured":
        words = ("EREF+" + entry["end"] if entry.get("end") else "")
        parts = chunks(words, 27) if words else []
        parts += chunks("SVWZ+" + purpose, 27)
        text = ("109" if entry.get("returned") else "166" if entry["cents"] > 0 else "177") + "?00" + (
            "RETOURE" if entry.get("returned") else "GUTSCHRIFT" if entry["cents"] > 0 else "UEBERWEISUNG") + "?109310"
        codes = [f"?{n}" for n in range(20, 30)] + [f"?{n}" for n in range(60, 64)]
        text += "".join(code + part for code, part in zip(codes, parts))
        if len(parts) > len(codes):
            return None
        text += "?30COBADEFFXXX"
        if entry.get("account"):
            text += "?31" + entry["account"]
        names = chunks(payer, 27)
        text += "".join(code + part for code, part in zip(["?32", "?33"], names))
    elif form == "tagged":
        text = (f"/EREF/{entry['end']}" if entry.get("end") else "") + (f"/CNTP/{entry['account']}//{payer}//" if entry.get("account") else "")
        text += f"/REMI/USTD//{purpose}/"
    else:
        text = f"{payer} {purpose}"
    lines = chunks(text, 65)
    return None if len(lines) > 6 else lines


def mt940_mark(entry):
    if entry.get("returned"):
        return "RC" if entry["cents"] < 0 else "RD"
    return "C" if entry["cents"] > 0 else "D"


def mt940(accounts, form="structured", envelope=False, page=0):
    """`accounts`: maps with `iban`, `currency`, `opening` (cents), `entries`, `number`. A page of so many entries each."""
    out = []
    for account in accounts:
        balance = account["opening"]
        pages = [account["entries"]] if not page else [
            account["entries"][n:n + page] for n in range(0, len(account["entries"]), page)] or [[]]
        days = [entry["at"] for entry in account["entries"]] or [account["day"]]

        def stand(tag, cents, day):
            return f":{tag}:{'C' if cents >= 0 else 'D'}{day:%y%m%d}{account['currency']}{amount(cents, account['currency'], ',')}"

        for n, entries in enumerate(pages):
            if envelope:
                out.append("{1:F01COBADEFFXXXX0000000000}{2:O9400000000000COBADEFFXXXX00000000000000000000N}{4:")
            out += [":20:STARTUMSE", f":25:{account['iban']}", f":28C:{account['number']:05d}/{n + 1:03d}"]
            out.append(stand("60F" if n == 0 else "60M", balance, days[0]))
            for entry in entries:
                balance += entry["cents"]
                mark = mt940_mark(entry)
                own = entry.get("end") or "NONREF"
                out.append(f":61:{entry['at']:%y%m%d}{entry['at']:%m%d}{mark}{amount(entry['cents'], account['currency'], ',')}"
                           f"NTRF{own[:16]}//{entry['reference'][:16]}")
                details = mt940_details(entry, form)
                out.append(":86:" + details[0])
                out += details[1:]
            out.append(stand("62F" if n + 1 == len(pages) else "62M", balance, days[-1]))
            out.append("-}" if envelope else "-")
    return ("\r\n".join(out) + "\r\n").encode("ascii")


# ---- camt.053

def camt(accounts, version="02", batches=()):
    """`batches`: entries of the first account, by place, that the bank booked as one sum: (first, last)."""
    money, out = amount, []
    space = f"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"
    new = int(version) >= 8
    out.append(f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{space}"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId>'
               f"<CreDtTm>2026-12-14T06:00:00+01:00</CreDtTm></GrpHdr>")

    def party(tag, name):
        inner = f"<Nm>{escape(name)}</Nm>"
        return f"<{tag}>" + (f"<Pty>{inner}</Pty>" if new else inner) + f"</{tag}>"

    def details(entry, currency, with_amount):
        income = (entry["cents"] > 0) != bool(entry.get("returned"))
        who, its = ("Dbtr", "DbtrAcct") if income else ("Cdtr", "CdtrAcct")
        text = "<TxDtls><Refs>" + (f"<EndToEndId>{escape(entry['end'])}</EndToEndId>" if entry.get("end") else "<EndToEndId>NOTPROVIDED</EndToEndId>") + "</Refs>"
        if with_amount:
            value = f'<Amt Ccy="{currency}">{money(entry["cents"], currency)}</Amt>'
            sign = "<CdtDbtInd>" + ("CRDT" if entry["cents"] > 0 else "DBIT") + "</CdtDbtInd>"
            text += value + sign if int(version) >= 4 else f"<AmtDtls><TxAmt>{value}</TxAmt></AmtDtls>"
        text += "<RltdPties>" + (party(who, entry["payer"]) if entry["payer"] else "")
        if entry.get("account"):
            text += f"<{its}><Id><IBAN>{entry['account']}</IBAN></Id></{its}>"
        text += "</RltdPties><RmtInf>"
        if entry["purpose"]:
            parts = [part for piece in entry["purpose"].split("\n") for part in chunks(piece, 140)]
            text += "".join(f"<Ustrd>{escape(part)}</Ustrd>" for part in parts)
        if entry.get("structured"):
            inner = (f"<RfrdDocInf><Tp><CdOrPrtry><Cd>CINV</Cd></CdOrPrtry></Tp><Nb>{escape(entry['structured'])}</Nb></RfrdDocInf>")
            text += f"<Strd>{inner}</Strd>"
        return text + "</RmtInf></TxDtls>"

    def entry_of(entries, currency):
        cents = sum(each["cents"] for each in entries)
        first = entries[0]
        state = "<Sts><Cd>BOOK</Cd></Sts>" if new else "<Sts>BOOK</Sts>"
        reversal = "<RvslInd>true</RvslInd>" if first.get("returned") else ""
        text = (f'<Ntry><Amt Ccy="{currency}">{money(cents, currency)}</Amt><CdtDbtInd>{"CRDT" if cents > 0 else "DBIT"}</CdtDbtInd>'
                f"{reversal}{state}<BookgDt><Dt>{first['at']}</Dt></BookgDt><ValDt><Dt>{first['at']}</Dt></ValDt>"
                f"<AcctSvcrRef>{escape(first['reference'])}</AcctSvcrRef><BkTxCd><Prtry><Cd>NTRF+166</Cd></Prtry></BkTxCd><NtryDtls>")
        if len(entries) > 1:
            text += f"<Btch><NbOfTxs>{len(entries)}</NbOfTxs></Btch>"
        return text + "".join(details(each, currency, len(entries) > 1) for each in entries) + "</NtryDtls></Ntry>"

    for place, account in enumerate(accounts):
        currency, balance = account["currency"], account["opening"]
        closing = balance + sum(entry["cents"] for entry in account["entries"])
        days = [entry["at"] for entry in account["entries"]] or [account["day"]]
        out.append(f"<Stmt><Id>S{account['number']}</Id><ElctrncSeqNb>{account['number']}</ElctrncSeqNb><CreDtTm>2026-12-14T06:00:00+01:00</CreDtTm>"
                   f"<Acct><Id><IBAN>{account['iban']}</IBAN></Id><Ccy>{currency}</Ccy></Acct>")
        for code, cents, day in (("OPBD", balance, days[0]), ("CLBD", closing, days[-1])):
            out.append(f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="{currency}">{money(cents, currency)}</Amt>'
                       f'<CdtDbtInd>{"CRDT" if cents >= 0 else "DBIT"}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>')
        starts = {first: last for first, last in batches} if place == 0 else {}
        n = 0
        while n < len(account["entries"]):
            end = starts.get(n, n)
            out.append(entry_of(account["entries"][n:end + 1], currency))
            n = end + 1
        # What is only announced is no payment.
        out.append(f'<Ntry><Amt Ccy="{currency}">{money(12345, currency)}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
                   + ("<Sts><Cd>PDNG</Cd></Sts>" if new else "<Sts>PDNG</Sts>")
                   + "<BkTxCd><Prtry><Cd>NTRF</Cd></Prtry></BkTxCd></Ntry>")
        out.append("</Stmt>")
    out.append("</BkToCstmrStmt></Document>\n")
    return "".join(out).encode()


# ---- 1CClientBankExchange

def exchange(accounts, own, charset="windows-1251", mark="."):
    """`own`: name, tax id and bank of the firm whose accounts these are."""
    out = ["1CClientBankExchange", "ВерсияФормата=1.02", "Кодировка=" + {"windows-1251": "Windows", "cp866": "DOS", "utf-8": "UTF-8"}[charset],
           "Отправитель=Клиент-банк", "Получатель=Бухгалтерия предприятия, редакция 3.0", "ДатаСоздания=14.12.2026", "ВремяСоздания=09:00:00"]
    days = [entry["at"] for account in accounts for entry in account["entries"]] or [accounts[0]["day"]]
    first, last = f"{min(days):%d.%m.%Y}", f"{max(days):%d.%m.%Y}"
    out += [f"ДатаНачала={first}", f"ДатаКонца={last}"] + [f"РасчСчет={account['iban']}" for account in accounts]

    def money(cents, account):
        return ("-" if cents < 0 else "") + amount(cents, account["currency"], ".").replace(".", mark)

    for account in accounts:
        came = sum(entry["cents"] for entry in account["entries"] if entry["cents"] > 0)
        went = -sum(entry["cents"] for entry in account["entries"] if entry["cents"] < 0)
        out += ["СекцияРасчСчет", f"ДатаНачала={first}", f"ДатаКонца={last}", f"РасчСчет={account['iban']}",
                f"НачальныйОстаток={money(account['opening'], account)}", f"ВсегоПоступило={money(came, account)}",
                f"ВсегоСписано={money(went, account)}", f"КонечныйОстаток={money(account['opening'] + came - went, account)}", "КонецРасчСчет"]
    for account in accounts:
        for entry in account["entries"]:
            day = f"{entry['at']:%d.%m.%Y}"
            mine = (own["name"], own["tax_id"], account["iban"])
            theirs = (entry["payer"] or "", entry.get("tax_id") or "", entry.get("account") or "")
            came = entry["cents"] > 0
            out += ["СекцияДокумент=Платежное поручение", f"Номер={entry['reference']}", f"Дата={day}",
                    f"Сумма={money(abs(entry['cents']), account)}"]
            for side, party, date in (("Плательщик", theirs if came else mine, "ДатаСписано"), ("Получатель", mine if came else theirs, "ДатаПоступило")):
                out += [f"{side}Счет={party[2]}"]
                if came == (side == "Получатель"):
                    out += [f"{date}={day}"]
                out += [f"{side}=ИНН {party[1]} {party[0]}".replace("ИНН  ", ""), f"{side}ИНН={party[1]}", f"{side}1={party[0]}",
                        f"{side}РасчСчет={party[2]}", f"{side}Банк1=ПАО СБЕРБАНК", f"{side}БИК=044525225"]
            out += ["ВидПлатежа=Электронно", "ВидОплаты=01", "Очередность=5", "НазначениеПлатежа=" + entry["purpose"].replace("\n", " "), "КонецДокумента"]
    out.append("КонецФайла")
    return ("\r\n".join(out) + "\r\n").encode(charset, "replace")


# ---- a table

def rows(accounts, german):
    """Of a table the first row has names; a bank of Germany writes them in German, and 1.234,56."""
    names = ["Buchungstag", "Betrag", "Währung", "Auftraggeber", "IBAN", "USt-IdNr", "Verwendungszweck", "Referenz"] if german else [
        "date", "amount", "currency", "payer", "account", "tax_id", "purpose", "reference"]
    found = [names]
    for account in accounts:
        for entry in account["entries"]:
            sign = "-" if entry["cents"] < 0 else ""
            text = amount(entry["cents"], account["currency"])
            if german:
                whole, _, rest = text.partition(".")
                text = f"{int(whole):,}".replace(",", ".") + ("," + rest if rest else "")
            found.append([f"{entry['at']:%d.%m.%Y}" if german else f"{entry['at']}", sign + text, account["currency"], entry["payer"] or "",
                          entry.get("account") or "", entry.get("tax_id") or "", entry["purpose"], entry["reference"]])
    return found


def table(accounts, german=False):
    out = io.StringIO()
    csv.writer(out, delimiter=";" if german else ",", lineterminator="\r\n").writerows(rows(accounts, german))
    return out.getvalue().encode("utf-8-sig" if german else "utf-8")

"""What items come to, worked out anew with fractions from the rule of docs/MONEY.md; nothing here was taken from crm."""

import dataclasses
from decimal import Decimal
from fractions import Fraction
from math import floor

# ISO 4217; crm has a table of its own.
PLACES = {"JPY": 0, "KRW": 0, "ISK": 0, "EUR": 2, "USD": 2, "GBP": 2, "RUB": 2, "KZT": 2, "CHF": 2, "BHD": 3, "KWD": 3, "TND": 3}


def away(value, places):
    """Rounded to so many places, halves away from zero."""
    scaled = abs(value) * 10 ** places
    whole = floor(scaled + Fraction(1, 2))
    return Fraction(whole if value >= 0 else -whole, 10 ** places)


def even(value, places):
    """Halves to the even digit: what a wrong implementation might do."""
    return Fraction(round(value * 10 ** places), 10 ** places)


def down(value, places):
    scaled = floor(abs(value) * 10 ** places)
    return Fraction(scaled if value >= 0 else -scaled, 10 ** places)


def text(value, places):
    sign, value = ("-" if value < 0 else ""), abs(value)
    whole, rest = divmod(int(value * 10 ** places), 10 ** places)
    return f"{sign}{whole}" + (f".{rest:0{places}d}" if places else "")


@dataclasses.dataclass
class Line:
    total: Fraction
    tax: Fraction
    net: Fraction
    exact: Fraction


def number(value):
    """As a fraction; a price of packs is one already."""
    return value if isinstance(value, Fraction) else Fraction(Decimal(str(value)))


def line(item, whole, currency, rounding=away):
    """`item` has quantity, price (of one of what is counted), discount, tax; `whole` has discount, tax, tax_included."""
    places = PLACES[currency]
    discount = (1 - number(item.get("discount") or 0) / 100) * (1 - number(whole.get("discount") or 0) / 100)
    rate = item.get("tax") if item.get("tax") is not None else whole.get("tax")
    rate = number(rate or 0) / 100
    base = number(item.get("quantity", 1)) * number(item["price"]) * discount
    exact = base if whole.get("tax_included") else base * (1 + rate)
    total = rounding(exact, places)
    tax = rounding(exact * rate / (1 + rate), places)
    return Line(total, tax, total - tax, exact)


def document(items, whole, currency, rounding=away):
    lines = [line(each, whole, currency, rounding) for each in items]
    return {
        "lines": lines, "total": sum((each.total for each in lines), Fraction(0)),
        "tax": sum((each.tax for each in lines), Fraction(0)), "net": sum((each.net for each in lines), Fraction(0)),
    }


def once(items, whole, currency):
    """The whole rounded once in place of its lines: what a wrong implementation might do."""
    exact = sum((line(each, whole, currency).exact for each in items), Fraction(0))
    return away(exact, PLACES[currency])

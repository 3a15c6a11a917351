"""Periods as options say them: first and last day, both within."""
import datetime
import re

MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december"]


def last_of(year, month):
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return following - datetime.timedelta(days=1)


def parse(text, today):
    if match := re.fullmatch(r"(\d{4})-Q([1-4])", text):
        year, quarter = int(match[1]), int(match[2])
        return datetime.date(year, 3 * quarter - 2, 1), last_of(year, 3 * quarter)
    if match := re.fullmatch(r"(\d{4})-(\d\d)", text):
        year, month = int(match[1]), int(match[2])
        return datetime.date(year, month, 1), last_of(year, month)
    if re.fullmatch(r"\d{4}", text):
        return datetime.date(int(text), 1, 1), datetime.date(int(text), 12, 31)
    if text == "last-month":
        end = today.replace(day=1) - datetime.timedelta(days=1)
        return end.replace(day=1), end
    if text == "ytd":
        return today.replace(month=1, day=1), today
    if match := re.fullmatch(r"q([1-4])", text):
        # The one of this year, or of the last where it has not begun.
        quarter = int(match[1])
        year = today.year - (datetime.date(today.year, 3 * quarter - 2, 1) > today)
        return parse(f"{year}-Q{quarter}", today)
    month = MONTHS.index(text) + 1
    year = today.year - (datetime.date(today.year, month, 1) > today)
    return parse(f"{year}-{month:02}", today)

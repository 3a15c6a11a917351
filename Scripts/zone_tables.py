"""What the scripts that write tables of time zones share: the form of such a table in Swift."""


def lines(words, by):
    """The words in lines of a Swift text, with `by` between two of them."""
    out, line = [], ""
    for word in words:
        if line and len(line) + len(by) + len(word) > 105:
            out.append(line)
            line = ""
        line += (by if line else "") + word
    return "\n".join("    " + line for line in out + [line])


def codes(zones):
    """Two digits to the base of 36 for each zone: its place among them."""
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return {zone: digits[place // 36] + digits[place % 36] for place, zone in enumerate(zones)}

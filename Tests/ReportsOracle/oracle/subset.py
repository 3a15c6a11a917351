"""Reads the part of YAML that crm's files are written in, without any library.

Block mappings and sequences, flow collections on one line, plain and quoted scalars, literal blocks, comments. Every
scalar is a text; what it means is the field's matter. Whatever lies outside of the subset is an error with its line.
"""
import re

KEY = re.compile(r'("(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'|[^\s"\'\[\]{},#&*!|>%@`-][^:#]*?|-[^\s:][^:#]*?)\s*:(?:\s+|$)')
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "v": "\v", '"': '"',
           "\\": "\\", "/": "/", " ": " ", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029"}
WIDTHS = {"x": 2, "u": 4, "U": 8}


class SubsetError(ValueError):
    pass


def read(text, name="text"):
    reader = _Lines(text, name)
    if reader.peek() is None:
        return {}
    value = reader.block(reader.peek()[0])
    if reader.peek() is not None:
        reader.fail("text after the end")
    return value


class _Lines:
    def __init__(self, text, name):
        self.lines = text.replace("\r\n", "\n").lstrip("\ufeff").split("\n")
        self.at = 0
        self.name = name

    def fail(self, why):
        raise SubsetError(f"{self.name}:{self.at + 1}: {why}")

    def peek(self):
        """Indent and content of the next line that says something."""
        while self.at < len(self.lines):
            line = self.lines[self.at]
            content = line.lstrip(" ")
            if content.strip() and not content.startswith("#") and line != "---":
                return len(line) - len(content), content.rstrip()
            self.at += 1
        return None

    def block(self, indent):
        return self.sequence(indent) if _is_item(self.peek()[1]) else self.mapping(indent)

    def mapping(self, indent):
        result = {}
        while (line := self.peek()) and line[0] == indent and not _is_item(line[1]):
            match = KEY.match(line[1])
            if not match:
                self.fail("no key")
            key = _Flow(match[1], self).whole()
            if key in result:
                self.fail(f"{key} a second time")
            self.at += 1
            result[key] = self.value(line[1][match.end():], indent)
        if line and line[0] > indent:
            self.fail("deeper than what it belongs to")
        return result

    def sequence(self, indent):
        result = []
        while (line := self.peek()) and line[0] == indent and _is_item(line[1]):
            inner = line[1][1:].lstrip()
            column = indent + len(line[1]) - len(inner)
            if KEY.match(inner):
                self.lines[self.at] = " " * column + inner
                result.append(self.mapping(column))
            else:
                self.at += 1
                result.append(self.value(inner, indent))
        return result

    def value(self, rest, indent):
        if re.match(r"\|[-+]?(\s+#.*)?$", rest):
            return self.literal(indent, rest[1:2])
        if rest == "" or rest.startswith("#"):
            line = self.peek()
            if line and (line[0] > indent or (line[0] == indent and _is_item(line[1]))):
                return self.block(line[0])
            return None
        return _Flow(rest, self).whole()

    def literal(self, indent, chomping):
        lines = []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.strip() and len(line) - len(line.lstrip(" ")) <= indent:
                break
            lines.append(line)
            self.at += 1
        depth = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
        text = "\n".join(line[depth:] for line in lines)
        return text if chomping == "+" else text.rstrip("\n") + ("" if chomping == "-" else "\n")


class _Flow:
    """A value on one line."""

    def __init__(self, text, lines):
        self.text = text
        self.at = 0
        self.lines = lines

    def whole(self):
        if self.text[0] in "[{\"'":
            value = self.node()
            rest = self.text[self.at:].strip()
            if rest and not rest.startswith("#"):
                self.lines.fail(f"{rest!r} after a value")
            return value
        if self.text[0] in "&*!|>%@`":
            self.lines.fail(f"{self.text[0]} is no part of the subset")
        return _plain(re.split(r"\s#", self.text)[0])

    def blank(self):
        while self.at < len(self.text) and self.text[self.at] == " ":
            self.at += 1

    def node(self):
        self.blank()
        if self.at >= len(self.text):
            self.lines.fail("a collection goes on in the next line")
        sign = self.text[self.at]
        if sign in "\"'":
            return self.quoted(sign)
        if sign in "[{":
            return self.collection("]" if sign == "[" else "}")
        match = re.compile(r"(?:[^,\[\]{}:]|:(?=[^\s,\[\]{}]))*").match(self.text, self.at)
        self.at = match.end()
        return _plain(match[0])

    def collection(self, end):
        self.at += 1
        items, pairs = [], {}
        while True:
            self.blank()
            if self.text[self.at:self.at + 1] == end:
                self.at += 1
                return pairs if end == "}" else items
            value = self.node()
            self.blank()
            if end == "}":
                if self.text[self.at:self.at + 1] != ":" or value in pairs:
                    self.lines.fail("a pair is wanted, each key once")
                self.at += 1
                pairs[value] = self.node()
                self.blank()
            else:
                items.append(value)
            if self.text[self.at:self.at + 1] == ",":
                self.at += 1
            elif self.text[self.at:self.at + 1] != end:
                self.lines.fail("a comma or an end is wanted")

    def quoted(self, sign):
        self.at += 1
        result = ""
        while self.at < len(self.text):
            letter = self.text[self.at]
            self.at += 1
            if letter == sign:
                if sign == "'" and self.text[self.at:self.at + 1] == "'":
                    result += "'"
                    self.at += 1
                    continue
                return result
            if letter == "\\" and sign == '"':
                code = self.text[self.at]
                self.at += 1
                if code in WIDTHS:
                    result += chr(int(self.text[self.at:self.at + WIDTHS[code]], 16))
                    self.at += WIDTHS[code]
                else:
                    result += ESCAPES[code]
            else:
                result += letter
        self.lines.fail("a quote without an end")


def _is_item(content):
    return content == "-" or content.startswith("- ")


def _plain(text):
    text = text.strip()
    return None if text in ("", "~", "null") else text

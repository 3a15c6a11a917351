import Dates
import Records
import Text

/// What a value leaves out of the cell that it was read from.
enum CellResidue {
  /// What is in the cell and not in the value, as a sentence; nil where the value says it all.
  static func left(of text: String, in value: Value, type: FieldType, mark: DecimalMark?) -> String? {
    switch (type, value) {
    case (.email, .text(let email)):
      return email.utf8.count < text.utf8.count && hasOtherWords(text, than: email)
        ? "\"\(text)\" says more than the address" : nil
    case (.phone, .text):
      return text.utf8.contains(where: isNoSign) && hasOtherWords(text, than: phoneWords)
        ? "\"\(text)\" says more than the number" : nil
    case (.integer, .number(let number)):
      guard text.utf8.contains(where: { $0 == 0x2e || $0 == 0x2c }),
        let whole = NumberCell(text)?.number(mark: mark), whole != number, whole * Decimal(100) != number
      else { return nil }
      return "\"\(text)\" is rounded to \(number)"
    case (.date, .date):
      return text.utf8.contains(0x3a) && DateCell(text)?.secondOfDay ?? 0 != 0
        ? "\"\(text)\" has a time, where a date alone has room" : nil
    default: return nil
    }
  }

  /// False where a mark parts the digits again and again and not into thousands: `31.02.2026`, `12,5,7`.
  static func isGroupedByThousands(_ text: String) -> Bool {
    for mark in [UInt8(0x2e), 0x2c] where text.utf8.count(where: { $0 == mark }) > 1 {
      let groups = text.utf8.split(separator: mark, omittingEmptySubsequences: false).map { group in
        group.prefix { $0 != 0x2e && $0 != 0x2c }.count { (0x30...0x39).contains($0) }
      }
      // Two digits in the middle are a lakh or a crore.
      guard groups.last == 3, groups.dropFirst().allSatisfy({ $0 == 2 || $0 == 3 }), groups[0] <= 3 else {
        return false
      }
    }
    return true
  }

  /// Letters and whatever is not ASCII: no digit and no sign that groups digits.
  private static func isNoSign(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x41...0x5a).contains(byte & 0xdf)
  }

  private static func hasOtherWords(_ text: String, than email: String) -> Bool {
    let own = Set(Folding.joinedWords(email))
    return Folding.joinedWords(text).contains { !own.contains($0) && $0 != "mailto" }
  }

  private static func hasOtherWords(_ text: String, than known: Set<String>) -> Bool {
    Folding.joinedWords(text).contains { word in
      let letters = word.filter(\.isLetter)
      return !letters.isEmpty && !known.contains(letters)
    }
  }

  /// Words that say no more than that a number follows, or its extension.
  private static let phoneWords: Set<String> = [
    "tel", "phone", "telephone", "telefon", "tel no", "ph", "t", "mob", "mobile", "cell", "fon", "ext",
    "extension",
    "extn", "x", "dw", "durchwahl", "тел", "телефон", "т", "моб", "мобильный", "сот", "доб", "добавочный",
    "вн",
    "внутр", "внутренний",
  ]
}

import Dates
import Records

/// What a value leaves out of the cell that it was read from.
enum CellResidue {
  /// What is in the cell and not in the value, as a sentence; nil where the value says it all.
  static func left(of text: String, in value: Value, type: FieldType, mark: DecimalMark?) -> String? {
    switch (type, value) {
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
}

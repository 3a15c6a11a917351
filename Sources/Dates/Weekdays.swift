/// A set of days of the week.
package struct Weekdays: Sendable, Hashable, ExpressibleByArrayLiteral {
  /// Bit 1 stands for Monday, bit 7 for Sunday.
  private var bits: UInt8 = 0

  package init<Days: Sequence>(_ days: Days) where Days.Element == Weekday {
    for day in days { bits |= 1 << UInt8(day.rawValue) }
  }

  package init(arrayLiteral days: Weekday...) { self.init(days) }

  package var isEmpty: Bool { bits == 0 }

  package func contains(_ day: Weekday) -> Bool { bits & 1 << UInt8(day.rawValue) != 0 }

  package func isSuperset(of other: Weekdays) -> Bool { bits & other.bits == other.bits }
}

/// A day of the week; `rawValue` is the ISO number, Monday 1 to Sunday 7.
package enum Weekday: Int, Sendable, Hashable, Comparable, CaseIterable, CustomStringConvertible {
  case mon = 1
  case tue, wed, thu, fri, sat, sun

  /// The three-letter English key used in `crm.yaml`: `mon` … `sun`.
  package var description: String {
    switch self {
    case .mon: "mon"
    case .tue: "tue"
    case .wed: "wed"
    case .thu: "thu"
    case .fri: "fri"
    case .sat: "sat"
    case .sun: "sun"
    }
  }

  /// The weekday of an English or Russian name, full, inflected or shortened (`fri`, `Friday`, `пт`, `пятницу`).
  package init?(_ name: String) {
    guard let day = Vocabulary.weekday(Vocabulary.fold(name)) else { return nil }
    self = day
  }

  /// The full English name, capitalised.
  package var title: String {
    switch self {
    case .mon: "Monday"
    case .tue: "Tuesday"
    case .wed: "Wednesday"
    case .thu: "Thursday"
    case .fri: "Friday"
    case .sat: "Saturday"
    case .sun: "Sunday"
    }
  }

  package static func < (left: Weekday, right: Weekday) -> Bool { left.rawValue < right.rawValue }
}

package import Dates

/// One `key: value` of a free map such as `external` or `extra`.
package struct MapEntry: Sendable, Hashable {
  package var key: String
  package var value: Value

  package init(_ key: String, _ value: Value) {
    self.key = key
    self.value = value
  }
}

/// A typed field value; which case a field holds is decided by its declared type, never by the text.
package enum Value: Sendable, Hashable {
  /// Text, a choice, an email, a phone, a user, a link.
  case text(String)
  /// Numbers, integers, percents and the amount of money (its currency is a field of its own).
  case number(Decimal)
  case boolean(Bool)
  case date(CivilDate)
  /// A birthday without a year.
  case monthDay(MonthDay)
  case instant(Instant)
  case reference(Reference)
  case list([Value])
  /// A map, also each entry of `history`, `items` and `participants`.
  case map([MapEntry])

  package var text: String? { if case .text(let text) = self { text } else { nil } }
  package var number: Decimal? { if case .number(let number) = self { number } else { nil } }
  package var boolean: Bool? { if case .boolean(let flag) = self { flag } else { nil } }
  package var date: CivilDate? { if case .date(let date) = self { date } else { nil } }
  package var monthDay: MonthDay? { if case .monthDay(let day) = self { day } else { nil } }
  package var instant: Instant? { if case .instant(let instant) = self { instant } else { nil } }
  package var reference: Reference? { if case .reference(let reference) = self { reference } else { nil } }
  package var list: [Value]? { if case .list(let values) = self { values } else { nil } }
  package var map: [MapEntry]? { if case .map(let entries) = self { entries } else { nil } }

  /// A deadline as a record holds it, its moment on the clocks of the zone.
  package static func deadline(_ deadline: Deadline, in zone: Zone) -> Value {
    switch deadline {
    case .moment(let instant): .instant(zone.localized(instant))
    case .day(let day): .date(day)
    }
  }

  /// The value under a key of a map.
  package subscript(key: String) -> Value? { map?.first { $0.key == key }?.value }

  /// The elements of a list, or the value itself.
  package var elements: [Value] { if case .list(let values) = self { values } else { [self] } }

  /// Plain text for tables and CSV: no grouping, ISO dates, references by stem, lists joined with `; `.
  package var plainText: String {
    switch self {
    case .text(let text): text
    case .number(let number): number.description
    case .boolean(let flag): flag ? "true" : "false"
    case .date(let date): date.description
    case .monthDay(let day): day.description
    case .instant(let instant): instant.description
    case .reference(let reference): reference.stem
    case .list(let values): values.map(\.plainText).joined(separator: "; ")
    case .map(let entries): entries.map { "\($0.key): \($0.value.plainText)" }.joined(separator: ", ")
    }
  }
}

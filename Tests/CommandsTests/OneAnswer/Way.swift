import Foundation

/// One way to ask for a fact: a filter, a column, JSON, a report, the digest, the check, the board, a card.
struct Way: Sendable, CustomStringConvertible {
  /// How much of a fact a way tells.
  enum Answer: Equatable {
    case ids(Set<String>)
    case values([String: Double])
    case count(Int)
    case total(Double)
  }

  let description: String
  let ask: @Sendable (Place) throws -> Answer

  /// The records that a filter finds.
  static func filter(_ noun: String, _ term: String) -> Way {
    Way(description: "\(noun) list \(term)") { .ids(try $0.ids(noun, "list", term)) }
  }

  /// The records whose JSON is so.
  static func json(
    _ noun: String, _ what: String, where holds: @escaping @Sendable ([String: Any]) -> Bool
  ) -> Way {
    Way(description: "\(noun) list --json: \(what)") {
      .ids(Set(try $0.list(noun, "list").filter(holds).compactMap { $0["id"] as? String }))
    }
  }

  /// What a column says of the records that a filter finds.
  static func column(_ noun: String, _ key: String, of term: String) -> Way {
    Way(description: "\(noun) list \(term) --fields \(key)") { place in
      let rows = try place.list(noun, "list", term, "--fields", "id,\(key)")
      return .values(values(rows, id: { $0["id"] as? String }, value: { number($0[key]) }))
    }
  }

  /// The records in the rows of a report.
  static func report(_ name: String) -> Way {
    Way(description: "reports \(name)") { .ids(Set(try $0.rows(name).compactMap(id))) }
  }

  /// What a column of a report says of its records.
  static func report(_ name: String, values key: String) -> Way {
    Way(description: "reports \(name): \(key)") { place in
      .values(values(try place.rows(name), id: id, value: { number($0[key]) }))
    }
  }

  /// How many a column of a report counts, over the rows that are so.
  static func report(
    _ name: String, counts keys: String...,
    where holds: @escaping @Sendable ([String: Any]) -> Bool = { _ in true }
  ) -> Way {
    Way(description: "reports \(name): \(keys)") { place in
      let rows = try place.rows(name).filter(holds)
      return .count(rows.reduce(0) { sum, row in keys.reduce(sum) { $0 + (row[$1] as? Int ?? 0) } })
    }
  }

  /// The sum of the money in a column of a report.
  static func report(_ name: String, total key: String) -> Way {
    Way(description: "reports \(name): sum of \(key)") { place in
      .total(try place.rows(name).reduce(0) { $0 + (number($1[key]) ?? 0) })
    }
  }

  static func digest(_ section: String) -> Way {
    Way(description: "digest: \(section)") {
      .ids(Set(try $0.digest(section).compactMap { $0["id"] as? String }))
    }
  }

  /// The whole days that the digest says of its lines.
  static func digest(days section: String) -> Way {
    Way(description: "digest: days of \(section)") { place in
      let items = try place.digest(section)
      return .values(
        values(items, id: { $0["id"] as? String }) {
          number($0["seconds"]).map { ($0 / 86_400).rounded(.down) }
        })
    }
  }

  /// The records of a folder in whose files the check finds what a message says.
  static func check(_ folder: String, _ part: String) -> Way {
    Way(description: "check: \(part)") { place in
      let found = try place.list("check").filter { ($0["message"] as? String ?? "").contains(part) }
      let files = found.compactMap { ($0["location"] as? [String: Any])?["file"] as? String }
      return .ids(
        Set(
          files.filter { $0.hasPrefix(folder + "/") }.map {
            padded(String($0.dropFirst(folder.count + 1).prefix(2)))
          }))
    }
  }

  /// The records whose card says something.
  static func card(_ noun: String, _ part: String) -> Way {
    Way(description: "\(noun) show: \(part)") { place in
      .ids(try place.ids(noun, "list").filter { try place.text(noun, "show", $0).contains(part) })
    }
  }

  /// Whatever else there is.
  static func other(_ description: String, _ ask: @escaping @Sendable (Place) throws -> Answer) -> Way {
    Way(description: description, ask: ask)
  }

  // MARK: - Reading

  /// Files and records of these tests go by two letters.
  static func padded(_ id: String) -> String { id + String(repeating: "a", count: 8 - id.count) }

  /// The record of a report's row: the end of its ref is its id.
  @Sendable private static func id(_ row: [String: Any]) -> String? {
    (row["ref"] as? String).map { String($0.suffix(8)) }
  }

  /// A number, the text of one, an amount, or a list of amounts.
  private static func number(_ value: Any?) -> Double? {
    switch value {
    case let list as [Any]: list.isEmpty ? nil : list.reduce(0) { $0 + (number($1) ?? 0) }
    case let money as [String: Any]: number(money["amount"])
    case let text as String: Double(text)
    case let number as NSNumber: number.doubleValue
    default: nil
    }
  }

  private static func values(
    _ rows: [[String: Any]], id: ([String: Any]) -> String?, value: ([String: Any]) -> Double?
  ) -> [String: Double] {
    var found: [String: Double] = [:]
    for row in rows { if let id = id(row), let value = value(row) { found[id] = value } }
    return found
  }
}

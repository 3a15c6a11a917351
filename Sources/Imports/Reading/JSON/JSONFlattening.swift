import JSON
import Records
import Text

/// An object as cells under the paths of its members: `address.city`.
struct JSONFlattening {
  private(set) var cells: [(title: String, cell: SourceCell)] = []
  /// Titles whose cells are JSON text, which means nothing to a field.
  private(set) var raw: Set<String> = []
  private var taken: Set<String> = []

  /// Members of a reference that crm's own JSON writes beside the name.
  private static let derived = ["kind", "ref", "path", "rev"]

  init(_ members: [JSONMember]) {
    let isOwn = JSONFlattening.kind(of: members) != nil
    let members = isOwn ? JSONFlattening.days(members) : members
    for member in members where !isOwn || !JSONFlattening.derived.contains(member.key) {
      add(member.value, under: member.key, isOwn: isOwn)
    }
  }

  /// The kind that crm's own JSON says of a record; nil for the JSON of others.
  static func kind(of members: [JSONMember]) -> Kind? {
    func text(_ key: String) -> String? { members.first { $0.key == key }?.value.string }
    guard let kind = text("kind"), text("id") != nil, text("ref") != nil, text("path") != nil else {
      return nil
    }
    return Kind(rawValue: kind)
  }

  private mutating func add(_ value: JSONValue, under title: String, isOwn: Bool) {
    switch value {
    case .null: put(title, .empty)
    case .bool(let flag): put(title, .flag(flag))
    case .integer, .number: put(title, JSONFlattening.number(value))
    case .string(let text): put(title, .text(text))
    case .array(let items): addList(items, under: title)
    case .object(let members):
      if members.isEmpty { put(title, .empty) }
      if isOwn, JSONFlattening.maps.contains(title) {
        return put(title, .list(JSONFlattening.pairs(members)))
      }
      for member in isOwn ? JSONFlattening.days(members) : members {
        if isOwn, member.key == "ref", members.contains(where: { $0.key == "id" }) { continue }
        add(member.value, under: "\(title).\(member.key)", isOwn: isOwn)
      }
    }
  }

  private mutating func addList(_ items: [JSONValue], under title: String) {
    if let values = JSONFlattening.scalars(items) ?? JSONFlattening.values(items) {
      put(title, values.isEmpty ? .empty : .list(values))
    } else {
      raw.insert(title)
      put(title, .text(JSONValue.array(items).encoded(pretty: false)))
    }
  }

  /// The members with a due day in place of the moment at which work on it begins, where crm's own JSON says so.
  private static func days(_ members: [JSONMember]) -> [JSONMember] {
    guard members.contains(where: { $0.key == "all_day" && $0.value == .bool(true) }) else { return members }
    return members.compactMap { member in
      if member.key == "all_day" { return nil }
      guard member.key == "due", let moment = member.value.string else { return member }
      var member = member
      member.value = .string(String(moment.prefix(10)))
      return member
    }
  }

  /// The fields of crm's own JSON that are maps: in one cell, as crm's own tables have them.
  private static let maps: Set<String> = ["external", "extra", "prices"]

  private static func pairs(_ members: [JSONMember]) -> [String] {
    members.flatMap { member in
      (member.value.array ?? [member.value]).map { value in
        CellList.pairs([(member.key, value.string ?? value.encoded(pretty: false))])
      }
    }
  }

  /// A list of texts, numbers and flags; nil where others are among them.
  private static func scalars(_ items: [JSONValue]) -> [String]? {
    var values: [String] = []
    for item in items {
      switch item {
      case .null: continue
      case .bool(let flag): values.append(flag ? "true" : "false")
      case .integer, .number: values.append(number(item).text)
      case .string(let text): if !text.isEmpty { values.append(text) }
      case .array, .object: return nil
      }
    }
    return values
  }

  /// The values of `[{"value": …, "type": "work", "primary": true}, …]`, the primary one first.
  private static func values(_ items: [JSONValue]) -> [String]? {
    var first: [JSONValue] = []
    var others: [JSONValue] = []
    for item in items {
      guard let value = item["value"], value.array == nil, value.members == nil,
        item.members?.allSatisfy({ beside.contains($0.key) }) == true
      else { return nil }
      if item["primary"]?.bool == true || item["default"]?.bool == true {
        first.append(value)
      } else {
        others.append(value)
      }
    }
    return scalars(first + others)
  }

  private static let beside: Set<String> = [
    "value", "type", "label", "primary", "default", "formattedType", "canonicalForm", "enum_code", "enum_id",
    "kind", "id",
  ]

  private mutating func put(_ title: String, _ cell: SourceCell) {
    var name = title
    var number = 1
    while !taken.insert(name).inserted {
      number += 1
      name = "\(title) (\(number))"
    }
    cells.append((name, cell))
  }

  /// The number as it is written, `1E+3` as 1000; one that has too many digits stays text.
  static func number(_ value: JSONValue) -> SourceCell {
    switch value {
    case .integer(let whole): .number(Decimal(whole))
    case .number(let text): plain(text).flatMap { Decimal($0) }.map { .number($0) } ?? .text(text)
    default: .empty
    }
  }

  /// A JSON number without its exponent; nil where that takes more digits than a number may have.
  private static func plain(_ text: String) -> String? {
    guard let mark = text.utf8.firstIndex(where: { $0 | 0x20 == 0x65 }) else { return text }
    let sign = text.hasPrefix("-") ? "-" : ""
    let mantissa = text[..<mark].drop { $0 == "-" }
    let parts = mantissa.split(separator: ".", omittingEmptySubsequences: false)
    guard let exponent = Int(text[text.utf8.index(after: mark)...]), (-60...60).contains(exponent),
      parts.count <= 2, mantissa.utf8.count <= 60
    else { return nil }
    let fraction = parts.count == 2 ? String(parts[1]) : ""
    let digits = Array((String(parts[0]) + fraction).utf8)
    let point = parts[0].utf8.count + exponent
    let zero = UInt8(0x30)
    let whole = (0..<max(point, 1)).map { index in
      let position = index + min(point - 1, 0)
      return digits.indices.contains(position) ? digits[position] : zero
    }
    let rest = (point..<max(digits.count, point)).map { $0 < 0 ? zero : digits[$0] }
    let trimmed = whole.drop { $0 == zero }
    let front = trimmed.isEmpty ? "0" : String(decoding: trimmed, as: UTF8.self)
    return sign + front + (rest.isEmpty ? "" : "." + String(decoding: rest, as: UTF8.self))
  }
}

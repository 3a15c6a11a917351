package import Dates
package import Diagnostics
package import YAML

/// Turns a parsed file into a record by the declared types of its kind's table; never by the look of the text.
package struct RecordReader: Sendable {
  private let config: Config
  private let schema: Schema

  package init(config: Config, schema: Schema) {
    self.config = config
    self.schema = schema
  }

  /// A record, or every reason why the file holds none.
  package func read(_ document: Document, kind: Kind, path: String) -> (
    record: Record?, problems: [Diagnostic]
  ) {
    let table = schema[kind]
    var problems: [Diagnostic] = []
    guard case .mapping(let pairs) = document.root.content else {
      return (nil, [document.diagnostic("a record is a mapping of keys to values", at: document.root)])
    }
    var values: [Value?] = Array(repeating: nil, count: table.fields.count)
    var undeclared: [UndeclaredEntry] = []
    var faulty: Set<Int> = []
    var last = -1
    for pair in pairs {
      guard let slot = table.slot(of: pair.key, after: last) else {
        undeclared.append(UndeclaredEntry(key: pair.key, value: pair.value.value))
        continue
      }
      last = slot
      guard !pair.value.isNull else { continue }
      do {
        values[slot] = try value(of: pair.value, as: table.fields[slot].type)
      } catch {
        problems.append(
          document.diagnostic("\(pair.key): \(error.message)", at: error.node, hints: error.hints))
        faulty.insert(slot)
      }
    }
    guard let id = values[0]?.text.flatMap({ RecordID($0) }) else {
      if problems.isEmpty {
        problems.append(
          Diagnostic(
            .invalidData, "the record has no id", at: SourceLocation(file: path),
            hints: ["to give it one: \(CommandLine("check").option("fix"))"]))
      }
      return (nil, problems)
    }
    for field in table.required where values[field.slot] == nil && !faulty.contains(field.slot) {
      problems.append(
        Diagnostic(
          .invalidData, "the \(kind.rawValue) has no \(field.key)", at: SourceLocation(file: path),
          hints: ["add a line \"\(field.key): …\""]))
    }
    guard problems.isEmpty else { return (nil, problems) }
    let storage = LoadedFields(values: values, undeclared: undeclared)
    return (Record(id: id, table: table, path: path, storage: storage), [])
  }

  /// One value of a file that holds values of several records.
  package func value(of node: Node, as type: FieldType, in document: Document) throws(Diagnostic) -> Value {
    do throws(Mismatch) {
      return try value(of: node, as: type)
    } catch {
      throw document.diagnostic(error.message, at: error.node, hints: error.hints)
    }
  }

  private struct Mismatch: Error {
    let message: String
    let node: Node
    var hints: [Hint] = []
  }

  private func value(of node: Node, as type: FieldType) throws(Mismatch) -> Value {
    switch type {
    case .list(let element):
      guard case .sequence(let items) = node.content else { return .list([try value(of: node, as: element)]) }
      var values: [Value] = []
      for item in items where !item.isNull { values.append(try value(of: item, as: element)) }
      return .list(values)
    case .entries(let keys):
      guard case .sequence(let items) = node.content else {
        throw Mismatch(message: "expected a list of maps", node: node)
      }
      var entries: [Value] = []
      for item in items { entries.append(try entry(of: item, keys: keys)) }
      return .list(entries)
    case .map:
      guard case .mapping(let pairs) = node.content else {
        throw Mismatch(message: "expected a map", node: node)
      }
      return .map(pairs.map { MapEntry($0.key, RecordReader.untyped($0.value)) })
    default:
      guard case .scalar(let text) = node.content else {
        throw Mismatch(
          message: "expected one \(type.word), found \(RecordReader.word(for: node))", node: node)
      }
      return try scalar(text, node, as: type)
    }
  }

  private func entry(of node: Node, keys: [EntryField]) throws(Mismatch) -> Value {
    guard case .mapping(let pairs) = node.content else {
      throw Mismatch(message: "expected a map", node: node)
    }
    var entries: [MapEntry] = []
    for pair in pairs where !pair.value.isNull {
      guard let key = keys.first(where: { $0.key == pair.key }) else {
        entries.append(MapEntry(pair.key, RecordReader.untyped(pair.value)))
        continue
      }
      entries.append(MapEntry(pair.key, try value(of: pair.value, as: key.type)))
    }
    for key in keys where key.isRequired && !entries.contains(where: { $0.key == key.key }) {
      throw Mismatch(message: "an entry has no \(key.key)", node: node)
    }
    return .map(entries)
  }

  /// Values of keys that nobody declared: text, lists and maps of text.
  package static func untyped(_ node: Node) -> Value {
    switch node.content {
    case .scalar(let text): .text(text)
    case .sequence(let items): .list(items.map(untyped))
    case .mapping(let pairs): .map(pairs.map { MapEntry($0.key, untyped($0.value)) })
    }
  }

  private static func word(for node: Node) -> String {
    switch node.content {
    case .scalar: "one value"
    case .sequence: "a list"
    case .mapping: "a map"
    }
  }

  /// The same for a value that is kept as it stands in the file.
  package static func untyped(_ value: YAMLValue) -> Value {
    switch value {
    case .text(let text), .plain(let text): .text(text)
    case .list(let items): .list(items.map(untyped))
    case .map(let pairs): .map(pairs.map { MapEntry($0.key, untyped($0.value)) })
    }
  }

  private func scalar(_ text: String, _ node: Node, as type: FieldType) throws(Mismatch) -> Value {
    func mismatch(_ what: String, _ hints: [Hint] = []) -> Mismatch {
      Mismatch(message: "\"\(text)\" is not \(what)", node: node, hints: hints)
    }
    switch type {
    case .identifier:
      guard RecordID(text) != nil else {
        throw mismatch(
          "an id", ["an id is 8 characters of a-z and 0-9 without i, l, o, u; the first is a letter"])
      }
      return .text(text)
    case .text, .notes, .email, .phone, .link, .tag, .user: return .text(text)
    case .choice(let words):
      guard let word = ContactChannel.choice(text, among: words) else {
        throw mismatch("one of " + words.joined(separator: ", "), .unknown(text, among: words))
      }
      return .text(word)
    case .currency:
      guard text.utf8.count == 3, text.utf8.allSatisfy({ (0x41...0x5a).contains($0) }) else {
        throw mismatch("a currency code", ["a currency is three capital letters, such as EUR"])
      }
      return .text(text)
    case .number, .money:
      guard let number = Decimal(text) else {
        throw mismatch("a number", ["a number is digits with a point, such as 120000.50"])
      }
      return .number(number)
    case .percent:
      guard let number = Decimal(text), number >= .zero, number <= Decimal(100) else {
        throw mismatch("a percentage", ["a percentage is a number from 0 to 100, such as 7.5"])
      }
      return .number(number)
    case .integer:
      // Other programs write 30 as 30.0.
      guard let number = Decimal(text), number.scale == 0 || number.trimmed.scale == 0 else {
        throw mismatch("a whole number")
      }
      return .number(number.trimmed)
    case .boolean:
      switch text.lowercased() {
      case "true", "yes", "on": return .boolean(true)
      case "false", "no", "off": return .boolean(false)
      default: throw mismatch("true or false")
      }
    case .date:
      guard let date = CivilDate(text) ?? LocalTime.midnight(text) else {
        throw mismatch("a date", ["a date is YYYY-MM-DD"])
      }
      return .date(date)
    case .birthday:
      if let date = CivilDate(text) ?? LocalTime.midnight(text) { return .date(date) }
      guard let day = MonthDay(text) else {
        throw mismatch("a day", ["a day is YYYY-MM-DD, or --MM-DD without its year"])
      }
      return .monthDay(day)
    case .deadline:
      if let day = CivilDate(text) { return .date(day) }
      return .instant(try instant(text, mismatch))
    case .instant: return .instant(try instant(text, mismatch))
    case .span:
      guard let seconds = Span.parse(text) else { throw mismatch("a duration", ["such as 10m or 1h 30m"]) }
      return .number(Decimal(seconds))
    case .recurrence:
      guard let recurrence = Recurrence(text) else {
        throw mismatch("a repetition", [Hint(Recurrence.forms)])
      }
      return .text(recurrence.description)
    case .reference(let kind):
      guard let reference = Reference(text) else {
        throw mismatch(
          "a reference", ["a reference is the \(kind.rawValue)'s file name without .yaml, ending in its id"])
      }
      return .reference(reference)
    case .list, .entries, .map: throw mismatch(type.word)
    }
  }
}

extension RecordReader {
  private func instant(
    _ text: String, _ mismatch: (String, [Hint]) -> Mismatch
  ) throws(Mismatch) -> Instant {
    if let instant = LocalTime.instant(text, zone: config.zone, hours: config.hours) { return instant }
    if text.utf8.count == 10, let seconds = Int64(text), text.utf8.first != 0x2b {
      let meant = config.zone.localized(Instant(seconds: seconds))
      throw mismatch(
        "a time", ["as seconds since 1970 it would be \(meant): another program may have rewritten it"])
    }
    throw mismatch("a time", ["a time is RFC 3339, such as 2026-11-20T10:15:00+03:00"])
  }
}

/// Reads moments that a hand may have written without an offset, or without a time.
package enum LocalTime {
  /// The date of `2026-11-27T00:00:00Z`, as some programs write a date; nil for any other time of day.
  package static func midnight(_ text: String) -> CivilDate? {
    guard text.utf8.count >= 19, Instant(rfc3339: text) != nil || text.utf8.count == 19 else { return nil }
    let rest = text.dropFirst(10)
    guard rest.first == "T" || rest.first == " ", rest.dropFirst().hasPrefix("00:00:00") else { return nil }
    return CivilDate(String(text.prefix(10)))
  }

  /// RFC 3339; a local `YYYY-MM-DD HH:MM[:SS]` in the zone; a bare date means the start of working hours.
  package static func instant(_ text: String, zone: Zone, hours: WorkingHours) -> Instant? {
    if let instant = Instant(rfc3339: text) { return instant }
    if let date = CivilDate(text) { return hours.start(of: date) }
    let bytes = text.utf8
    guard bytes.count >= 16, let date = CivilDate(String(text.prefix(10))) else { return nil }
    let rest = text.dropFirst(10)
    guard rest.first == "T" || rest.first == " ", let time = TimeOfDay(String(rest.dropFirst().prefix(5)))
    else {
      return nil
    }
    let tail = rest.dropFirst(6)
    var seconds = 0
    if !tail.isEmpty {
      guard tail.first == ":", tail.utf8.count == 3, let value = Int(tail.dropFirst()), value < 60 else {
        return nil
      }
      seconds = value
    }
    return zone.instant(date, time).adding(seconds: seconds)
  }
}

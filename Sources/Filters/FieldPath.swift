import Diagnostics
package import Records
import Text

/// A field of a record, or of one that it refers to: `amount`, `contact.company.country`, `history.stage`.
package struct FieldPath: Sendable, Hashable {
  /// One step along a reference.
  enum Hop: Sendable, Hashable {
    case field(slot: Int)
    case entry(slot: Int, key: String)
  }

  /// What stands at the end.
  enum Leaf: Sendable, Hashable {
    case field(Field)
    /// A key of a list's entries.
    case entry(Field, EntryField)
    /// A key of a free map.
    case mapKey(Field, String)
    case computed(Computed)
    /// The `discount` of a deal or an invoice: the largest of a line, of item and whole together.
    case largestDiscount
    /// The word `is`.
    case state
  }

  /// The path as it was written.
  package let text: String
  /// The field of the record itself that the path begins with; nil for a computed number or a state of its own.
  package let field: Field?
  /// The kind of the record that the end of the path belongs to.
  package let kind: Kind
  let hops: [Hop]
  let leaf: Leaf

  /// The type of one value at the end.
  var type: FieldType {
    switch leaf {
    case .field(let field): field.type.element
    case .entry(_, let entry): entry.type.element
    case .mapKey, .state: .text
    case .largestDiscount: .percent
    case .computed(let computed): computed.isMoney ? .money : .integer
    }
  }

  /// True for the values of free maps, which may be numbers and may be text.
  var isUntyped: Bool { if case .mapKey = leaf { true } else { false } }

  /// The key at the end.
  var key: String {
    switch leaf {
    case .field(let field): field.key
    case .entry(_, let entry): entry.key
    case .mapKey(_, let key): key
    case .computed(let computed): computed.rawValue
    case .largestDiscount: "discount"
    case .state: "is"
    }
  }

  /// True where the value is the id of a stage.
  var isStage: Bool { kind == .deal && key == "stage" && !isUntyped }
  var isPipeline: Bool { kind == .deal && key == "pipeline" && !isUntyped }
}

extension FieldPath {
  /// Checks a path against the field tables.
  ///
  /// Throws `invalid_value` about the first part that names nothing.
  static func resolve(
    _ lexeme: Lexeme, kind: Kind, schema: Schema, source: FilterSource
  ) throws(Diagnostic) -> FieldPath {
    let parts = split(lexeme)
    var kind = kind
    var hops: [Hop] = []
    var first: Field?
    var index = 0
    // The record's own kind may stand in front: `deal.amount` in a filter for deals.
    if parts.count > 1, parts[0].text == kind.rawValue, schema[kind].field(named: parts[0].text) == nil {
      index = 1
    }
    func path(_ leaf: Leaf) -> FieldPath {
      FieldPath(text: lexeme.text, field: first, kind: kind, hops: hops, leaf: leaf)
    }
    while true {
      let part = parts[index]
      let isLast = index == parts.count - 1
      guard let field = field(named: part.text, of: schema[kind]) else {
        if part.text == "is", isLast { return path(.state) }
        let computed = Computed(rawValue: part.text)
        if let computed, isLast, Computed.known(for: kind).contains(computed) {
          return path(.computed(computed))
        }
        throw unknown(part, of: schema[kind], isLast: isLast, source)
      }
      first = first ?? field
      if isLast {
        let hasLines = field.key == "discount" && schema[kind]["items"] != nil
        return path(hasLines ? .largestDiscount : .field(field))
      }
      let next = parts[index + 1]
      switch field.type {
      case .map:
        let rest = parts[(index + 1)...].map(\.text).joined(separator: ".")
        guard !rest.isEmpty else {
          throw source.problem(.usage, "a key is missing after the dot", at: part.range)
        }
        return path(.mapKey(field, rest))
      case .entries(let entries):
        guard let entry = entries.first(where: { $0.key == next.text }) else {
          throw unknown(next, of: field, entries, source)
        }
        if index + 1 == parts.count - 1 { return path(.entry(field, entry)) }
        guard let target = entry.type.referencedKind else { throw noReference(next, source) }
        hops.append(.entry(slot: field.slot, key: entry.key))
        kind = target
        index += 2
      default:
        guard let target = field.type.referencedKind else { throw noReference(part, source) }
        hops.append(.field(slot: field.slot))
        kind = target
        index += 1
      }
    }
  }

  /// The field that a word names; `name` is the title of a kind that has one instead.
  private static func field(named word: String, of table: FieldTable) -> Field? {
    if let field = table.field(named: word) { return field }
    return word == "name" && table.kind != .activity ? table[table.kind.nameKey] : nil
  }

  private static func split(_ lexeme: Lexeme) -> [Lexeme] {
    var start = lexeme.range.lowerBound
    return lexeme.text.split(separator: ".", omittingEmptySubsequences: false).map { part in
      defer { start += part.count + 1 }
      return Lexeme(text: String(part), range: start..<(start + part.count))
    }
  }

  private static func unknown(
    _ part: Lexeme, of table: FieldTable, isLast: Bool, _ source: FilterSource
  ) -> Diagnostic {
    guard !part.text.isEmpty else {
      return source.problem(.usage, "a field is missing beside the dot", at: part.range)
    }
    let computed = isLast ? Computed.known(for: table.kind).map(\.rawValue) : []
    let near =
      (isLast ? synonym(part.text, of: table) : nil)
      ?? EditDistance.nearest(to: part.text, among: table.words + computed)
    return source.problem(
      .invalidValue, "\(table.kind.plural) have no field \"\(part.text)\"", at: part.range,
      hints: [
        near.map { "did you mean \"\($0)\"?" }
          ?? table.kind.fieldsHint
      ])
  }

  /// What people call a field that is named otherwise here.
  private static func synonym(_ word: String, of table: FieldTable) -> String? {
    let known: [String: [String]] = [
      "due": ["next_step.due", "expected_close"], "deadline": ["due", "next_step.due"],
      "next": ["next_step.title"],
      "client": ["contact", "company"], "customer": ["contact", "company"], "person": ["contact", "name"],
      "price": ["amount", "price"], "sum": ["amount"], "value": ["amount"], "budget": ["amount"],
      "responsible": ["owner"], "assignee": ["owner"], "user": ["owner"], "label": ["tags"],
      "status": ["stage"], "comment": ["notes", "text"], "note": ["notes", "text"], "mobile": ["phones"],
      "telephone": ["phones"], "mail": ["emails"], "date": ["due", "at", "expected_close", "created"],
    ]
    return known[word.lowercased()]?.first { name in
      table.field(named: String(name.prefix { $0 != "." })) != nil
    }
  }

  private static func unknown(
    _ part: Lexeme, of field: Field, _ entries: [EntryField], _ source: FilterSource
  ) -> Diagnostic {
    let keys = entries.map(\.key)
    let near = EditDistance.nearest(to: part.text, among: keys)
    return source.problem(
      .invalidValue, "\(field.key) has no \"\(part.text)\"", at: part.range,
      hints: [near.map { "did you mean \"\($0)\"?" } ?? "it has \(keys)"])
  }

  private static func noReference(_ part: Lexeme, _ source: FilterSource) -> Diagnostic {
    source.problem(
      .invalidValue, "\"\(part.text)\" refers to no other record, so that nothing can follow the dot",
      at: part.range)
  }
}

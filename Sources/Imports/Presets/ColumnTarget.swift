package import Diagnostics
package import Records

/// What a column becomes.
package enum ColumnTarget: Sendable, Hashable {
  /// A field of the row's own record.
  case field(String)
  /// The record's identifier in the source, kept under `external`.
  case id
  /// A field of a record that the row is linked to: `contact.email`; `id` is its identifier in the source.
  case link(field: String, key: String)
  /// A word that says whether a deal is open, closed, won or lost.
  case outcome
  /// A part of the name that is one field here: `first_name`, `middle_name` or `last_name` of a lead.
  case namePart(String)
  /// A part of a line of what a deal sells.
  case item(ItemPart)
  /// What an exchange says of a call.
  case call(CallRole)
  /// Whether they said no to a way of being reached.
  case refusal(ContactChannel)
  /// Kept under `extra`, with the column's title.
  case extra
  case ignored

  /// The form used by mapping files and `--map`.
  package var text: String {
    switch self {
    case .field(let key): key
    case .id: "id"
    case .link(let field, let key): "\(field).\(key)"
    case .outcome: "outcome"
    case .namePart(let key): key
    case .item(let part): "item.\(part.rawValue)"
    case .call(let role): "call.\(role.rawValue)"
    case .refusal(let channel): "do_not_contact.\(channel.rawValue)"
    case .extra: "extra"
    case .ignored: "ignore"
    }
  }

  /// Reads `email`, `contact.email`, `id`, `extra`, `ignore`; checked against the kind's field table.
  package static func parse(_ text: String, kind: Kind, schema: Schema) throws(Diagnostic) -> ColumnTarget {
    switch text {
    case "id": return .id
    case "extra": return .extra
    case "ignore", "-", "": return .ignored
    case "outcome" where kind == .deal: return .outcome
    case "first_name", "middle_name", "last_name": if kind == .lead { return .namePart(text) }
    default: break
    }
    if let special = part(text, of: kind) { return special }
    let table = schema[kind]
    let parts = text.split(separator: ".", maxSplits: 1).map(String.init)
    if parts.count == 2, let link = table[parts[0]], let linked = link.type.referencedKind {
      if parts[1] == "id" { return .link(field: link.key, key: "id") }
      guard let field = schema[linked].field(named: parts[1]), isImportable(field),
        field.type.referencedKind == nil
      else { throw unknown(parts[1], in: schema[linked], of: linked) }
      return .link(field: link.key, key: field.key)
    }
    guard let field = table.field(named: text), isImportable(field) else {
      throw unknown(text, in: table, of: kind)
    }
    if case .reference(let linked) = field.type { return .link(field: field.key, key: linked.nameKey) }
    return .field(field.key)
  }

  /// `item.price` of deals, `call.from` of activities and `do_not_contact.email` of those who can be written to.
  private static func part(_ text: String, of kind: Kind) -> ColumnTarget? {
    guard let dot = text.firstIndex(of: ".") else { return nil }
    let word = String(text[text.index(after: dot)...])
    switch (kind, text[..<dot]) {
    case (.deal, "item"): return ItemPart(rawValue: word).map { .item($0) }
    case (.activity, "call"): return CallRole(rawValue: word).map { .call($0) }
    case (.contact, "do_not_contact"), (.company, "do_not_contact"), (.lead, "do_not_contact"):
      return ContactChannel(rawValue: word).map { .refusal($0) }
    default: return nil
    }
  }

  /// Identity and the next step are never taken from a file; lists of maps, but for those of a name and a day, have no place
  /// in one cell.
  static func isImportable(_ field: Field) -> Bool {
    switch field.type {
    case .entries(let keys): return NamedDay.fits(keys)
    case .identifier, .map: return false
    case .list(.reference): return false
    default: return field.key != "aliases" && field.key != "next_step"
    }
  }

  private static func unknown(_ word: String, in table: FieldTable, of kind: Kind) -> Diagnostic {
    let words = table.fields.filter(isImportable).map { $0.singular ?? $0.key }
    return Diagnostic(
      .invalidValue, "a \(kind.rawValue) has no field \"\(word)\" to import into",
      hints: .unknown(word, among: words, listing: "a column may become id, extra, ignore, ", limit: .max))
  }
}

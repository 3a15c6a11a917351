/// The fields of one kind, in the order in which files, JSON and CSV carry them.
package final class FieldTable: Sendable {
  package let kind: Kind
  package let fields: [Field]
  /// The fields whose values can mention other records.
  package let mentioning: [Field]
  /// The fields that lead to other records or users, and those with a range.
  package let ruled: [Field]
  /// The fields without which there is no record, the identifier aside.
  package let required: [Field]
  /// The slot whose text is the record's name; nil for activities, whose names are made of two fields.
  package let nameSlot: Int?
  /// The slot of the stems under which a record was known before.
  package let aliases: Int?
  private let plain: [Bool]
  private let worded: [Bool]
  private let keys: [String]
  private let slots: KeyTable
  private let singulars: KeyTable

  init(kind: Kind, fields: [Field]) {
    self.kind = kind
    var numbered = fields
    var singulars: [String] = []
    var keys: [String] = []
    keys.reserveCapacity(fields.count)
    singulars.reserveCapacity(fields.count)
    for index in numbered.indices {
      numbered[index].slot = index
      keys.append(numbered[index].key)
      singulars.append(numbered[index].singular ?? "")
    }
    let slots = KeyTable(keys)
    self.fields = numbered
    mentioning = numbered.filter(\.type.canMention)
    ruled = numbered.filter { $0.type == .user || $0.type.canMention || $0.range != nil }
    required = numbered.filter { $0.isRequired && $0.slot != 0 }
    plain = numbered.map { field in
      guard case .anyone = field.writer else { return false }
      switch field.type.element {
      case .reference, .user, .entries: return false
      default: return true
      }
    }
    aliases = slots["aliases"]
    // The type is part of an activity's name.
    worded = numbered.map { $0.isSearchable || kind == .activity && $0.key == "type" }
    self.keys = keys
    nameSlot = kind == .activity ? nil : slots[kind.nameKey]
    self.slots = slots
    self.singulars = KeyTable(singulars)
  }

  /// The field of this very key.
  package subscript(key: String) -> Field? { slots[key].map { fields[$0] } }

  package func slot(of key: String) -> Int? { slots[key] }

  /// The slot of a key, found at once where it is one of the next few after another, as in files in the table's order.
  package func slot(of key: String, after slot: Int) -> Int? {
    let first = min(max(0, slot + 1), keys.count)
    for next in first..<min(first + 12, keys.count) where keys[next] == key { return next }
    return slots[key]
  }

  /// True for a field that anyone may write and whose value names nothing else, so that no rule has a say.
  package func isPlain(slot: Int) -> Bool { plain[slot] }

  /// True where the words of the slot's values are found by a search.
  package func hasWords(slot: Int) -> Bool { worded[slot] }

  /// The values that the table declares with their slots, in its order.
  package func ordered(_ values: [String: Value]) -> [(slot: Int, value: Value)] {
    var found: [(slot: Int, value: Value)] = []
    found.reserveCapacity(values.count)
    for (key, value) in values { if let slot = slots[key] { found.append((slot, value)) } }
    found.sort { $0.slot < $1.slot }
    return found
  }

  /// The field of this key, or the list field whose element this word names.
  package func field(named word: String) -> Field? { self[word] ?? singulars[word].map { fields[$0] } }

  /// All words that `field(named:)` takes.
  package var words: [String] { fields.flatMap { [$0.key] + ($0.singular.map { [$0] } ?? []) } }

  /// The keys in file order.
  package var order: [String] { keys }
}

/// All eight field tables, the custom fields of `crm.yaml` included.
package struct Schema: Sendable {
  private let tables: [FieldTable]

  package init(customFields: [CustomField] = []) {
    tables = Kind.allCases.map { kind in
      let custom = customFields.filter { $0.kind == kind }.map(\.field)
      return FieldTable(kind: kind, fields: Schema.builtIn(kind, custom: custom))
    }
  }

  package subscript(kind: Kind) -> FieldTable { tables[kind.order] }

  package static let plain = Schema()

  /// True when this word is a key of the kind before any custom field is added.
  package static func isBuiltIn(_ key: String, of kind: Kind) -> Bool {
    plain[kind].field(named: key) != nil
  }

  private static func builtIn(_ kind: Kind, custom: [Field]) -> [Field] {
    let own =
      switch kind {
      case .contact: ContactFields.all
      case .company: CompanyFields.all
      case .lead: LeadFields.all
      case .deal: DealFields.all
      case .task: TaskFields.all
      case .activity: ActivityFields.all
      case .product: ProductFields.all
      case .invoice: InvoiceFields.all
      }
    let id = Field("id", .identifier, "The record's identifier.", required: true, writer: .creation)
    return [id] + own + custom + SharedFields.trailing
  }
}

/// A custom field as `crm.yaml` declares it.
package struct CustomField: Sendable, Hashable {
  package let kind: Kind
  package let field: Field

  package init(kind: Kind, field: Field) {
    self.kind = kind
    self.field = field
  }
}

/// The declared type of a field; all reading, printing, filtering and importing goes by it.
package indirect enum FieldType: Sendable, Hashable {
  case identifier
  /// One line of text.
  case text
  /// Text of any number of lines.
  case notes
  /// One of a closed list of words.
  case choice([String])
  case email
  case phone
  case link
  case tag
  /// A user of the repository; with `owners` declared in `crm.yaml` only those are known.
  case user
  /// An ISO 4217 code.
  case currency
  case number
  /// A number from 0 to 100, also with decimals.
  case percent
  case integer
  /// A decimal amount in the currency of the record's `currency` field.
  case money
  case boolean
  case date
  /// A date, or a day of every year where the year is not known: `--05-12`.
  case birthday
  case instant
  /// A moment, or a whole day.
  case deadline
  /// A length of time, written as `10m` or `1h 30m`, held in seconds.
  case span
  /// How something repeats, such as `2 weeks` or `first mon`; held as text in these words.
  case recurrence
  case reference(Kind)
  case list(FieldType)
  /// A list of maps, each with these keys.
  case entries([EntryField])
  /// A free map of text.
  case map

  package var isList: Bool {
    switch self {
    case .list, .entries: true
    default: false
    }
  }

  /// True for what may have a time of day.
  package var hasTime: Bool {
    switch self {
    case .instant, .deadline: true
    default: false
    }
  }

  /// The type of a list's elements, or the type itself.
  package var element: FieldType { if case .list(let element) = self { element } else { self } }

  package var referencedKind: Kind? { if case .reference(let kind) = element { kind } else { nil } }

  /// The kinds of the records that a value of this type can lead to; of one that is no reference all.
  package var targets: KindSet { referencedKind.map { KindSet($0) } ?? .all }

  /// The type of the values under a key of entries; text where there is no such key.
  package func entry(_ key: String) -> FieldType {
    guard case .entries(let keys) = self else { return .text }
    return keys.first { $0.key == key }?.type ?? .text
  }

  /// True when a value of this type, or an entry of it, can be a reference.
  package var canMention: Bool {
    switch element {
    case .reference: true
    case .entries(let keys): keys.contains { $0.type.referencedKind != nil }
    default: false
    }
  }

  /// The word used in `crm.yaml`, schemas and help.
  package var word: String {
    switch self {
    case .identifier: "id"
    case .text: "text"
    case .notes: "notes"
    case .choice: "choice"
    case .email: "email"
    case .phone: "phone"
    case .link: "link"
    case .tag: "tag"
    case .user: "user"
    case .currency: "currency"
    case .number: "number"
    case .percent: "percent"
    case .integer: "integer"
    case .money: "money"
    case .boolean: "boolean"
    case .date: "date"
    case .birthday: "day"
    case .instant: "instant"
    case .deadline: "time or day"
    case .span: "duration"
    case .recurrence: "repetition"
    case .reference(let kind): kind.rawValue
    case .list(let element): "list of " + element.word
    case .entries(let fields): "list of {" + FieldType.keys(of: fields) + "}"
    case .map: "map"
    }
  }
}

extension FieldType {
  private static func keys(of fields: [EntryField]) -> String {
    var keys = ""
    for field in fields { keys += (keys.isEmpty ? "" : ", ") + field.key }
    return keys
  }
}

/// A key of a list's entries, such as `stage` in `history`.
package struct EntryField: Sendable, Hashable {
  package let key: String
  package let type: FieldType
  package let isRequired: Bool

  package init(_ key: String, _ type: FieldType, required: Bool = false) {
    self.key = key
    self.type = type
    self.isRequired = required
  }
}

/// Who may change a field.
package enum FieldWriter: Sendable, Hashable {
  /// Anybody, by `set`, `add`, imports and hand.
  case anyone
  /// Only the tool when it makes the record, such as `id` and `created`.
  case creation
  /// Only the commands named, because a rule hangs on it.
  case command(String)
}

/// One line of a kind's field table.
package struct Field: Sendable, Hashable {
  package let key: String
  package let type: FieldType
  /// The label on cards and in column heads.
  package let title: String
  /// One sentence for schemas and man pages.
  package let doc: String
  package let isRequired: Bool
  /// True when the words of this field are found by `crm search` and by bare words in filters.
  package let isSearchable: Bool
  package let writer: FieldWriter
  /// What names one element of a list field in filters and rules: `email` for `emails`.
  package let singular: String?
  package let isCustom: Bool
  /// What a record says that does not have the field.
  package let implied: Value?
  /// What a whole number may be where a person writes it; nil for any.
  package let range: ClosedRange<Int>?
  /// The position in the kind's table.
  package internal(set) var slot = 0

  package init(
    _ key: String, _ type: FieldType, _ doc: String, title: String? = nil, required: Bool = false,
    searchable: Bool = false, writer: FieldWriter = .anyone, singular: String? = nil, custom: Bool = false,
    implied: Value? = nil, range: ClosedRange<Int>? = nil
  ) {
    self.key = key
    self.type = type
    self.doc = doc
    self.title = title ?? Field.label(for: key)
    self.isRequired = required
    self.isSearchable = searchable
    self.writer = writer
    self.singular = singular
    self.isCustom = custom
    self.implied = implied
    self.range = range
  }

  private static func label(for key: String) -> String {
    var label: [UInt8] = []
    for byte in key.utf8 {
      guard byte < 0x80 else { return spelledOut(key) }
      if byte != UInt8(ascii: "_") {
        let isSmall = UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
        label.append(label.isEmpty && isSmall ? byte - 0x20 : byte)
      } else if !label.isEmpty, label.last != UInt8(ascii: " ") {
        label.append(UInt8(ascii: " "))
      }
    }
    if label.last == UInt8(ascii: " ") { label.removeLast() }
    return String(decoding: label, as: UTF8.self)
  }

  /// The label of a key in any script. Those in Latin letters are made at each start, for which this takes too long.
  private static func spelledOut(_ key: String) -> String {
    let words = key.split(separator: "_").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}

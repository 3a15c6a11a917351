import Records

/// What rows of this file said of a record so far.
struct Claim {
  let place: Place
  let ref: String
  let isCreated: Bool
  /// What this import gave the record.
  private var values: HeldValues
  /// Keys of a created record whose value was made up of others.
  private let derived: Set<String>
  /// What further rows spoke of, whether or not it changed anything.
  private var said: [Statement]

  private struct Statement {
    let values: [String: Value]
    let derived: Set<String>
  }

  /// A record that a row made: it has all that the row said.
  init(_ place: Place, ref: String, created values: HeldValues, derived: Set<String>) {
    self.place = place
    self.ref = ref
    isCreated = true
    self.values = values
    self.derived = derived
    said = []
  }

  /// A record that was there before.
  init(_ place: Place, ref: String) {
    self.place = place
    self.ref = ref
    isCreated = false
    values = .open([:])
    derived = []
    said = []
  }

  subscript(key: String) -> Value? { values[key] }

  /// Notes what this import gives the record.
  mutating func set(_ new: [String: Value]) {
    if !new.isEmpty { values = .open(values.dictionary.merging(new) { _, new in new }) }
  }

  /// `besides` are entries of `extra` that the row has beside its values.
  mutating func add(_ row: DecodedRow, _ besides: [MapEntry]) {
    var values = row.values
    if !besides.isEmpty { values["extra"] = ExtraEntries.adding(besides, to: values["extra"]) }
    said.append(Statement(values: values, derived: row.derived))
  }

  /// Whether a row spoke of a key, or of an entry of its map.
  func speaks(of key: String, _ entry: String?) -> Bool {
    func has(_ entry: String?, _ value: Value?) -> Bool {
      guard let value else { return false }
      return entry.map { value[$0] != nil } ?? true
    }
    if isCreated, !derived.contains(key), has(entry, values[key]) { return true }
    return said.contains { !$0.derived.contains(key) && has(entry, $0.values[key]) }
  }
}

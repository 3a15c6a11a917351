import Records

/// The keys by which records of one kind are indexed, each with its slot.
struct MatchKeys: Sendable {
  let kind: Kind
  /// The country of numbers written without one.
  let region: String
  let keys: [MatchKey]

  func slot(of key: MatchKey) -> Int? { keys.firstIndex(of: key) }

  /// The texts of the key in a slot.
  func texts(_ slot: Int, _ value: (String) -> Value?) -> [String] {
    keys[slot].texts(kind: kind, region: region, value)
  }

  /// The texts that a row's own cells decide, whatever other rows say: all of them where it mentions no other record
  /// and planning leaves its values as they are.
  func texts(of row: DecodedRow) -> MatchTexts {
    let isAlone = row.links.isEmpty && (kind == .contact || kind == .company || kind == .product)
    // Several keys share parts, names above all.
    var known: [(part: String, texts: [String])] = []
    func texts(ofPart part: String) -> [String] {
      if let own = known.first(where: { $0.part == part }) { return own.texts }
      let own = MatchKey.texts(part, kind: kind, region: region) { row.values[$0] }
      known.append((part, own))
      return own
    }
    return MatchTexts(
      bySlot: keys.map { isAlone || $0.isOfRowAlone ? $0.texts(ofPart: texts(ofPart:)) : nil })
  }
}

/// The texts of a row that were worked out before it was its turn.
struct MatchTexts: Sendable {
  fileprivate let bySlot: [[String]?]

  static let none = MatchTexts(bySlot: [])

  /// Nil where the texts are still to be worked out.
  subscript(slot: Int) -> [String]? { slot < bySlot.count ? bySlot[slot] : nil }
}

package import Records

/// The keys by which records of one kind are indexed, each with its slot.
package struct MatchKeys: Sendable {
  package let kind: Kind
  /// The country of numbers written without one.
  let region: String
  let keys: [MatchKey]

  func slot(of key: MatchKey) -> Int? { keys.firstIndex(of: key) }

  /// The texts of the key in a slot.
  func texts(_ slot: Int, _ value: (String) -> Value?) -> [String] {
    keys[slot].texts(kind: kind, region: region, value)
  }

  /// The texts of these values that can be known before it is their turn: those of their own cells alone, and all of
  /// them where the row mentions no other record and planning leaves its values as they are.
  package func texts(mentionsOthers: Bool, _ value: (String) -> Value?) -> MatchTexts {
    let isAlone = !mentionsOthers && (kind == .contact || kind == .company || kind == .product)
    // Several keys share parts, names above all.
    var known: [(part: String, texts: [String])] = []
    func texts(ofPart part: String) -> [String] {
      if let own = known.first(where: { $0.part == part }) { return own.texts }
      let own = MatchKey.texts(part, kind: kind, region: region, value)
      known.append((part, own))
      return own
    }
    return MatchTexts(
      bySlot: keys.map { isAlone || $0.isOfRowAlone ? $0.texts(ofPart: texts(ofPart:)) : nil })
  }
}

/// The texts of a row that were worked out before it was its turn.
package struct MatchTexts: Sendable {
  fileprivate let bySlot: [[String]?]

  package static let none = MatchTexts(bySlot: [])

  /// Nil where the texts are still to be worked out.
  subscript(slot: Int) -> [String]? { slot < bySlot.count ? bySlot[slot] : nil }
}

package import Records

/// A likely pair on the screen: what both have, side by side.
package struct DuplicateCard: Sendable, Hashable {
  package struct Row: Sendable, Hashable {
    package let title: String
    package let left: String
    package let right: String

    package init(title: String, left: String, right: String) {
      self.title = title
      self.left = left
      self.right = right
    }
  }

  package let kind: Kind
  /// The record on the left, which a merge keeps unless it is asked to do it the other way round.
  package let left: RecordID
  package let right: RecordID
  package let score: Int
  package let reasons: [String]
  /// The fields that one of the two has, or both.
  package let rows: [Row]

  package init(
    kind: Kind, left: RecordID, right: RecordID, score: Int, reasons: [String], rows: [Row]
  ) {
    self.kind = kind
    self.left = left
    self.right = right
    self.score = score
    self.reasons = reasons
    self.rows = rows
  }
}

/// What a key of the walk wants done.
package enum DuplicateEffect: Sendable, Hashable {
  case none, quit, redraw
  case merge(Kind, keep: RecordID, other: RecordID)
  /// They are two.
  case apart(Kind, RecordID, RecordID)
  case undo(String)
}

/// Walks through likely pairs: a key for each, and the next one.
package struct DuplicateWalk: Sendable {
  private let cards: [DuplicateCard]
  /// How many pairs are behind.
  package private(set) var place = 0
  /// What was said of the last pair.
  package private(set) var message: [String] = []
  /// The changes so far, each with the place of its pair.
  private var changes: [(change: String?, place: Int, gone: RecordID?)] = []
  /// Records that went into others meanwhile; their other pairs are passed over.
  private var gone: Set<RecordID> = []

  package init(_ cards: [DuplicateCard]) { self.cards = cards }

  /// The pair that is asked about; nil when all have been.
  package var card: DuplicateCard? { place < cards.count ? cards[place] : nil }
  package var count: Int { cards.count }
  package var canUndo: Bool { changes.last?.change != nil }

  package mutating func take(_ key: Key) -> DuplicateEffect {
    switch key {
    case .character("q"), .character("й"), .escape, .control("c"), .control("d"): return .quit
    case .control("l"): return .redraw
    case .character("u"), .character("г"):
      guard let change = changes.last?.change else {
        message = ["nothing to take back"]
        return .none
      }
      return .undo(change)
    default: break
    }
    guard let card else { return .quit }
    switch key {
    case .character("m"), .character("ь"): return .merge(card.kind, keep: card.left, other: card.right)
    case .character("o"), .character("щ"): return .merge(card.kind, keep: card.right, other: card.left)
    case .character("n"), .character("т"): return .apart(card.kind, card.left, card.right)
    case .character("l"), .character("д"), .character(" "):
      message = []
      advance()
    default: message = ["a key that says nothing here: m o n l u q"]
    }
    return .none
  }

  /// Takes in that an effect was done, by the change of this name.
  package mutating func receive(_ effect: DuplicateEffect, said: [String], change: String?) {
    message = said
    switch effect {
    case .merge(_, _, let other):
      changes.append((change, place, other))
      gone.insert(other)
      advance()
    case .apart:
      changes.append((change, place, nil))
      advance()
    case .undo:
      guard let last = changes.popLast() else { return }
      if let back = last.gone { gone.remove(back) }
      place = last.place
    case .none, .quit, .redraw: break
    }
  }

  /// Takes in why an effect was not done; the pair stays.
  package mutating func refuse(_ why: [String]) { message = why }

  private mutating func advance() {
    place += 1
    while let card, gone.contains(card.left) || gone.contains(card.right) { place += 1 }
  }
}

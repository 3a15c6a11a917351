/// A revision of the Model Context Protocol, by its date; later ones are greater.
package enum Revision: String, Sendable, CaseIterable, Comparable {
  case first = "2024-11-05"
  case withAnnotations = "2025-03-26"
  case withStructuredContent = "2025-06-18"
  case lastWithHandshake = "2025-11-25"
  /// Without a handshake: every request says which revision it is of.
  case stateless = "2026-07-28"

  /// Those that begin with `initialize`, oldest first.
  static let withHandshake = allCases.filter { $0 < .stateless }

  /// Those whose requests speak for themselves.
  static let withoutHandshake: [Revision] = [.stateless]

  /// The revision that `initialize` is answered with: the one that is asked for where it has a handshake, else the last
  /// that has one.
  static func agreed(asked: String) -> Revision {
    withHandshake.first { $0.rawValue == asked } ?? .lastWithHandshake
  }

  /// Whether several messages may come as an array; the next revision took that back.
  var hasBatches: Bool { self == .withAnnotations }
  var hasAnnotations: Bool { self >= .withAnnotations }
  var hasStructuredContent: Bool { self >= .withStructuredContent }
  var hasTitles: Bool { self >= .withStructuredContent }
  /// Whether results say their type, how long they keep and who made them.
  var describesResults: Bool { self == .stateless }

  package static func < (one: Revision, other: Revision) -> Bool { one.rawValue < other.rawValue }
}

/// What one file may hold; libyaml 0.2.5 has no limits of its own.
package struct Limits: Sendable, Hashable {
  /// Bytes of the whole file.
  package var bytes: Int
  /// Nested lists and mappings, the root included.
  package var depth: Int
  /// UTF-8 bytes of one scalar.
  package var scalar: Int
  /// Parser events: each scalar is one, each list and mapping two.
  package var events: Int

  package init(bytes: Int, depth: Int, scalar: Int, events: Int) {
    // A mark keeps its offset in 32 bits, and the parser recurses once a level.
    self.bytes = min(bytes, Int(Int32.max))
    self.depth = min(depth, 256)
    self.scalar = scalar
    self.events = events
  }

  /// The limits of a file in a repository.
  package static let record = Limits(bytes: 1 << 20, depth: 16, scalar: 256 << 10, events: 50_000)
}

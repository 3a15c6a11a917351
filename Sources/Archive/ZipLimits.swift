/// What an archive may ask for at most, so that a small file cannot take all memory or time.
package struct ZipLimits: Sendable {
  package var entries = 20_000
  /// The bytes of all entries together, unpacked.
  package var total = 8 << 30
  /// How many times as large an entry may become by unpacking; deflate itself reaches 1,032 on zeros alone, tables of real
  /// programs stay below 100.
  package var ratio = 250
  /// An entry that stays below this may have any ratio.
  package var freeSize = 8 << 20

  package static let standard = ZipLimits()

  package init() {}
}

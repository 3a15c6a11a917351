package import Records

/// The two sorted lists of a term source.
package enum TermTable: Sendable {
  /// The folded words of all searchable texts, as `Folding.words` gives them.
  case words
  /// The words' other spellings, as `Transliteration.canonicalKeys` gives them, where they differ from the word.
  case keys
}

/// A place where a word stands: a record, by its number in the source, and a slot of its field table.
package struct Posting: Sendable, Hashable {
  package let record: Int
  package let slot: Int

  package init(record: Int, slot: Int) {
    self.record = record
    self.slot = slot
  }
}

/// Which words stand in which records; memory and the compiled index both can say.
///
/// Records are numbered from 0; the texts of each table ascend by their UTF-8 bytes, and a key may stand there once for
/// each of its words.
package protocol TermSource: Sendable {
  var recordCount: Int { get }
  /// Nil for a record that no longer counts.
  func record(_ number: Int) -> Record?
  /// The same as `record(_:)?.kind`, without a record being made.
  func kind(_ number: Int) -> Kind?
  func number(of id: RecordID) -> Int?

  func count(_ table: TermTable) -> Int
  func withText<Result>(_ table: TermTable, _ index: Int, _ body: (UnsafeRawBufferPointer) -> Result)
    -> Result
  /// The index of the word that a key is a spelling of.
  func word(ofKey index: Int) -> Int
  func forEachPosting(ofWord index: Int, _ body: (Posting) -> Void)
  /// The records that have a phone number with this run of ASCII digits, in no order, some perhaps twice.
  func records(withDigits digits: [UInt8]) -> [Int]
}

extension TermSource {
  /// The texts of a table that begin with these bytes.
  func range(_ table: TermTable, beginning bytes: [UInt8]) -> Range<Int> {
    let low = firstIndex(table, in: 0..<count(table)) { $0.order(beginning: bytes) >= 0 }
    let high = firstIndex(table, in: low..<count(table)) { $0.order(beginning: bytes) > 0 }
    return low..<high
  }

  /// The first index of a range for which the test holds, where it holds for all after it.
  func firstIndex(_ table: TermTable, in range: Range<Int>, _ test: (UnsafeRawBufferPointer) -> Bool) -> Int {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = low + (high - low) / 2
      if withText(table, middle, test) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension UnsafeRawBufferPointer {
  /// Negative when these bytes come before all that begin with `bytes`, 0 when they begin so, positive behind.
  func order(beginning bytes: [UInt8]) -> Int {
    let shared = Swift.min(count, bytes.count)
    for index in 0..<shared where self[index] != bytes[index] { return self[index] < bytes[index] ? -1 : 1 }
    return count < bytes.count ? -1 : 0
  }
}

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

/// The term source of a repository whose index is older than its files, with the records that it does not know.
package struct IndexedTerms: Sendable {
  package let source: any TermSource
  /// Records that are new or have changed; the source has none of them.
  package let changed: [Record]

  package init(source: any TermSource, changed: [Record]) {
    self.source = source
    self.changed = changed
  }
}

extension RecordSource {
  /// Nil where no words have been gathered.
  package var terms: IndexedTerms? { nil }
}

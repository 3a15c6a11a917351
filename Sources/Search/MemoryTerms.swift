package import Records
import Text

/// The words of records in memory.
package struct MemoryTerms: TermSource {
  private let records: [Record]
  private let numbers: [RecordID: Int]
  private let words: SortedTexts
  private let keys: SortedTexts
  private let keyWords: [Int]
  private let postings: [[Posting]]
  private let phones: [(digits: [UInt8], record: Int)]
  package let recordCount: Int

  /// The words of every searchable field; `country` is that of phone numbers written without one.
  package init(_ records: [Record], country: String) {
    var collector = TermCollector(country: country)
    for (number, record) in records.enumerated() {
      for field in record.table.fields where field.isSearchable {
        if let value = record[field] { collector.add(value, field.type, number: number, slot: field.slot) }
      }
    }
    self.init(collector, records: records, count: records.count)
  }

  /// The words of other texts, each at a place of its own.
  init(texts: [[String]]) {
    var collector = TermCollector(country: "")
    for (number, list) in texts.enumerated() {
      for (slot, text) in list.enumerated() { collector.add(text, number: number, slot: slot) }
    }
    self.init(collector, records: [], count: texts.count)
  }

  private init(_ collector: TermCollector, records: [Record], count: Int) {
    self.records = records
    recordCount = count
    numbers = Dictionary(
      records.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
    let sorted = collector.postings.sorted { SortedTexts.precedes($0.key, $1.key) }
    words = SortedTexts(sorted.lazy.map(\.key))
    postings = sorted.map(\.value)
    phones = collector.phones
    var spellings: [(key: String, word: Int)] = []
    for (index, entry) in sorted.enumerated() {
      guard entry.key.utf8.contains(where: { $0 < 0x30 || $0 > 0x39 }) else { continue }
      for key in Transliteration.canonicalKeys(entry.key) where key != entry.key {
        spellings.append((key, index))
      }
    }
    spellings.sort { a, b in
      a.key == b.key ? a.word < b.word : SortedTexts.precedes(a.key, b.key)
    }
    keys = SortedTexts(spellings.lazy.map(\.key))
    keyWords = spellings.map(\.word)
  }

  package func record(_ number: Int) -> Record? { number < records.count ? records[number] : nil }
  package func kind(_ number: Int) -> Kind? { record(number)?.kind }
  package func number(of id: RecordID) -> Int? { numbers[id] }

  package func count(_ table: TermTable) -> Int { table == .words ? words.count : keys.count }

  package func withText<Result>(
    _ table: TermTable, _ index: Int, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    table == .words ? words.withText(index, body) : keys.withText(index, body)
  }

  package func word(ofKey index: Int) -> Int { keyWords[index] }

  package func forEachPosting(ofWord index: Int, _ body: (Posting) -> Void) {
    for posting in postings[index] { body(posting) }
  }

  package func records(withDigits digits: [UInt8]) -> [Int] {
    phones.lazy.filter { MemoryTerms.contains($0.digits, digits) }.map(\.record)
  }

  private static func contains(_ all: [UInt8], _ part: [UInt8]) -> Bool {
    guard !part.isEmpty, all.count >= part.count else { return false }
    return (0...(all.count - part.count)).contains { all[$0..<($0 + part.count)].elementsEqual(part) }
  }
}

/// Gathers words with the places where they stand.
private struct TermCollector {
  let country: String
  private(set) var postings: [String: [Posting]] = [:]
  private(set) var phones: [(digits: [UInt8], record: Int)] = []

  init(country: String) { self.country = country }

  mutating func add(_ value: Value, _ type: FieldType, number: Int, slot: Int) {
    switch value {
    case .text(let text):
      add(text, number: number, slot: slot)
      if type == .phone { add(phone: text, number: number) }
    case .list(let values): for element in values { add(element, type.element, number: number, slot: slot) }
    // The words of a name that is referred to are those of the record that has it.
    case .reference: break
    case .map(let entries): for entry in entries { add(entry.value, .text, number: number, slot: slot) }
    default: add(value.plainText, number: number, slot: slot)
    }
  }

  mutating func add(_ text: String, number: Int, slot: Int) {
    let posting = Posting(record: number, slot: slot)
    for word in Folding.words(text) {
      // Words come record by record, so one that is there already was the last to come.
      if postings[word, default: []].last != posting { postings[word, default: []].append(posting) }
    }
  }

  private mutating func add(phone text: String, number: Int) {
    let digits = PhoneNumber.digits(text)
    if !digits.isEmpty { phones.append((Array(digits.utf8), number)) }
    guard text.first != "+", let parsed = PhoneNumber(text, defaultRegion: country) else { return }
    let full = PhoneNumber.digits(parsed.e164)
    if full != digits { phones.append((Array(full.utf8), number)) }
  }
}

import Records

/// The words of an index, without those of records that have changed since.
struct IndexTerms: TermSource {
  let reader: IndexReader
  let overlay: IndexOverlay?

  var recordCount: Int { reader.recordCount }

  func record(_ number: Int) -> Record? { overlay?.isHidden(number) == true ? nil : reader.view(number) }
  func kind(_ number: Int) -> Kind? { overlay?.isHidden(number) == true ? nil : reader.kind(number) }
  func number(of id: RecordID) -> Int? { reader.record(id) }

  func count(_ table: TermTable) -> Int { table == .words ? reader.words.count : reader.keys.count }

  func withText<Result>(
    _ table: TermTable, _ index: Int, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    body(
      (table == .words ? reader.words[index] : reader.keys[index])
        ?? UnsafeRawBufferPointer(start: nil, count: 0))
  }

  func word(ofKey index: Int) -> Int { reader.keyWords[index].map { Int($0) } ?? 0 }

  func forEachPosting(ofWord index: Int, _ body: (Posting) -> Void) {
    guard let start = reader.postingStarts[index], let end = reader.postingStarts[index + 1], start <= end,
      Int(end) <= reader.postingRecords.count
    else { return }
    for place in Int(start)..<Int(end) {
      guard let record = reader.postingRecords[place], let slot = reader.postingSlots[place],
        Int(record) < reader.recordCount, overlay?.isHidden(Int(record)) != true
      else { continue }
      body(Posting(record: Int(record), slot: Int(slot)))
    }
  }

  func records(withDigits digits: [UInt8]) -> [Int] {
    reader.phones.records(withDigits: digits).filter {
      $0 < reader.recordCount && overlay?.isHidden($0) != true
    }
  }
}

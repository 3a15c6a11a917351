import CSystem

/// The digits of all phone numbers, searched from end to end: a run of digits may stand anywhere in a number, and a
/// million of them are read in a millisecond.
struct PhoneTable {
  let starts: NumberTable<UInt32>
  let text: UnsafeRawBufferPointer
  let records: NumberTable<UInt32>

  var count: Int { records.count }

  /// The digits of a number, with the line feed that ends them.
  subscript(_ index: Int) -> UnsafeRawBufferPointer? {
    guard let start = starts[index], let end = starts[index + 1], start <= end, Int(end) <= text.count else {
      return nil
    }
    return UnsafeRawBufferPointer(rebasing: text[Int(start)..<Int(end)])
  }

  /// The records that have a number with this run of digits, in no order, some perhaps twice.
  func records(withDigits digits: [UInt8]) -> [Int] {
    guard !digits.isEmpty, let base = text.baseAddress else { return [] }
    var found: [Int] = []
    var offset = 0
    digits.withUnsafeBytes { wanted in
      while offset < text.count, let pattern = wanted.baseAddress,
        let hit = crm_find(base + offset, text.count - offset, pattern, wanted.count)
      {
        let position = UnsafeRawPointer(hit) - base
        // The entry is the last one that begins at or before the hit.
        let entry = starts.lowerBound(UInt32(clamping: position + 1)) - 1
        if let record = records[entry] { found.append(Int(record)) }
        guard let next = starts[entry + 1], Int(next) > position else { return }
        offset = Int(next)
      }
    }
    return found
  }
}

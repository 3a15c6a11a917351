import Records
import Text

/// Digits as they were typed, and the ways in which the same number may be stored.
struct PhoneQuery {
  /// Each a run of ASCII digits that a matching number has.
  let runs: [[UInt8]]
  private let e164: String?
  private let region: String

  init(_ text: String, region: String) {
    self.region = region
    let digits = PhoneNumber.digits(text)
    let number = PhoneNumber(text, defaultRegion: region)
    e164 = number?.e164
    var runs = [digits]
    if let number, number.e164.hasPrefix("+") {
      runs.append(PhoneNumber.digits(number.e164))
    } else if digits.utf8.count >= 4, let code = PhoneNumber.callingCode(for: region) {
      // The beginning of a number as it is dialled at home: 8 916 in Russia, 030 in Germany.
      if digits.hasPrefix("00") {
        runs.append(String(digits.dropFirst(2)))
      } else if digits.hasPrefix("0") || (code == "7" && digits.hasPrefix("8")) {
        runs.append(code + digits.dropFirst())
      }
    }
    // A number of another country as it is dialled there: its own digits stand behind the zero.
    if digits.utf8.count >= 7, digits.hasPrefix("0"), !digits.hasPrefix("00") {
      runs.append(String(digits.dropFirst()))
    }
    var distinct: [[UInt8]] = []
    for run in runs.map({ Array($0.utf8) }) where run.count >= 3 && !distinct.contains(run) {
      distinct.append(run)
    }
    self.runs = distinct
  }

  /// The slot of the number that has such a run, and whether it is the very number.
  func place(in record: Record) -> (slot: Int, isExact: Bool)? {
    var found: Int?
    for field in record.table.fields where field.type.element == .phone && field.isSearchable {
      for stored in record[field]?.elements.compactMap(\.text) ?? [] {
        let full = PhoneNumber(stored, defaultRegion: region)
        if let e164, full?.e164 == e164 { return (field.slot, true) }
        let digits = [PhoneNumber.digits(stored), full.map { PhoneNumber.digits($0.e164) } ?? ""]
        if digits.contains(where: { has($0) }) { found = found ?? field.slot }
      }
    }
    return found.map { ($0, false) }
  }

  private func has(_ digits: String) -> Bool {
    let all = Array(digits.utf8)
    return runs.contains { run in
      all.count >= run.count
        && (0...(all.count - run.count)).contains { all[$0..<($0 + run.count)].elementsEqual(run) }
    }
  }
}

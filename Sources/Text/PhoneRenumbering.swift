/// Numbers as they are since a country changed its plan, so that an old one and a new one of one line match.
///
/// Stored numbers stay as they were written: only matching reads them so. The dates are those that the regulators
/// announced, the present forms those of the PyPI package phonenumbers 9.0.43 (November 2026):
/// * Benin (ARCEP), 2024-11-30: eight digits became `01` and the eight.
/// * Mexico (IFT), 2019-08-03: the `1` between +52 and a mobile number is gone.
/// * Brazil (Anatel), 2012-07-29 to 2016-11-06: mobile numbers of eight digits, which begin with 6 to 9, got a 9 before them.
/// * Russia (Ministry of Communications), 2005-12-01: area codes that began with 0 begin with 4: 095 is 495.
package enum PhoneRenumbering {
  /// The number as it is dialled today; the same for all that nobody renumbered.
  package static func present(_ e164: String) -> String {
    guard let change = changes.first(where: { e164.hasPrefix($0.prefix) }) else { return e164 }
    let national = e164.dropFirst(change.prefix.utf8.count)
    guard national.utf8.count == change.digits, let second = national.utf8.dropFirst(change.place).first,
      change.begins.contains(second)
    else { return e164 }
    return change.becomes + national.prefix(change.place) + change.inserts + national.dropFirst(change.place)
  }

  /// The digits at the end of a number that no renumbering has touched, for finding both spellings; all of them where the
  /// country kept its plan.
  package static func lasting(_ e164: String) -> Substring {
    let digits = e164.first == "+" ? e164.dropFirst() : e164[...]
    return renumbered.contains { digits.hasPrefix($0) } ? digits.suffix(7) : digits
  }

  private static let renumbered = ["229", "52", "55", "74", "70"]

  private struct Change {
    /// What the old numbers begin with, plus included.
    let prefix: String
    /// How many digits follow in an old number.
    let digits: Int
    /// How many of them come before what is inserted, and what the next one may be.
    let place: Int
    let begins: ClosedRange<UInt8>
    let becomes: String
    let inserts: String
  }

  private static let changes = [
    Change(prefix: "+229", digits: 8, place: 0, begins: 0x30...0x39, becomes: "+229", inserts: "01"),
    Change(prefix: "+521", digits: 10, place: 0, begins: 0x31...0x39, becomes: "+52", inserts: ""),
    Change(prefix: "+55", digits: 10, place: 2, begins: 0x36...0x39, becomes: "+55", inserts: "9"),
    Change(prefix: "+70", digits: 9, place: 0, begins: 0x37...0x39, becomes: "+74", inserts: ""),
  ]
}

extension PhoneNumber {
  /// Why the number may be wrong, for a warning; nil where its length is one that its country has, or where no country is
  /// known. A number is kept whatever is said of it.
  package var doubt: String? {
    guard e164.hasPrefix("+") else { return nil }
    let present = PhoneRenumbering.present(e164)
    if present != e164 {
      return "is an old number: it has been \(present) since the country changed its numbers"
    }
    let digits = String(e164.dropFirst())
    guard let plan = CallingPlan.matching(digits) else { return nil }
    let count = digits.utf8.count - plan.code.utf8.count
    if plan.lengths.contains(count) { return nil }
    let usual =
      plan.lengths.count == 1
      ? "\(plan.lengths.lowerBound)" : "\(plan.lengths.lowerBound) to \(plan.lengths.upperBound)"
    return "has \(count) \(count == 1 ? "digit" : "digits") behind +\(plan.code), where numbers have \(usual)"
  }
}

import Dates
import Records
import Text

/// A short text by which a line of a bank is known again, in whatever file and clone.
///
/// The texts must not change, because payments have them: account, day, amount, currency, the bank's reference, the purpose without
/// blanks, and which of several equal lines it is.
struct LineFingerprint {
  private var counts: [String: Int] = [:]

  /// What is equal for equal lines.
  static func text(_ line: BankLine) -> String {
    let purpose = String(
      String.UnicodeScalarView(line.rawPurpose.unicodeScalars.filter { !CellText.isBlank($0) }))
    return [
      line.account, line.at.description, line.amount.trimmed.description, line.currency ?? "", line.reference,
      purpose,
      line.payer.account.isEmpty ? line.payer.name : line.payer.account,
    ].joined(separator: "\u{1f}")
  }

  /// Whether an equal line of the file came before.
  func hasSeen(_ line: BankLine) -> Bool { counts[LineFingerprint.text(line)] != nil }

  /// The fingerprint of the next line of a file.
  mutating func next(_ line: BankLine) -> String {
    let text = LineFingerprint.text(line)
    let count = counts[text, default: 0] + 1
    counts[text] = count
    return "b" + FNV1a.digits(FNV1a.mixed(FNV1a.start, count == 1 ? text : "\(text)\u{1f}\(count)"))
  }
}

package import Dates
package import Records
import Text

/// One approval of a deal, as its file holds it.
package struct Approval: Sendable, Hashable {
  package let stage: String
  package let by: String?
  package let at: Instant?
  /// What was approved: `Record.approvalMark` of the deal at that moment.
  package let of: String
  package let note: String?
}

extension Record {
  /// All approvals of a deal in the order of its file, void ones too.
  package var approvals: [Approval] {
    (self["approvals"]?.list ?? []).compactMap { entry in
      guard let stage = entry["stage"]?.text, let of = entry["of"]?.text else { return nil }
      return Approval(
        stage: stage, by: entry["by"]?.text, at: entry["at"]?.instant, of: of, note: entry["note"]?.text)
    }
  }

  /// The approvals that hold: those of what the deal says now.
  package var validApprovals: [Approval] {
    let all = approvals
    if all.isEmpty { return [] }
    let mark = approvalMark
    return all.filter { $0.of == mark }
  }

  /// Sixteen hexadecimal digits that stand for what an approval is of: items, discount, tax, amount and currency, by their
  /// values and not by how they are written. The form must not change, because deals hold it (FNV-1a, 64 bits).
  package var approvalMark: String {
    func text(_ value: Value?) -> String {
      switch value {
      case nil: ""
      case .number(let number)?: number.trimmed.description
      case .reference(let reference)?: reference.id.description
      case let other?: other.plainText
      }
    }
    let keys = ["product", "quantity", "unit", "price", "discount", "tax"]
    let lines = (self["items"]?.list ?? []).map { entry in
      keys.map { text(entry[$0]) }.joined(separator: "\u{1F}")
    }
    let whole = ["discount", "tax", "tax_included", "amount", "currency"].map { text(self[$0]) }
    let said = (lines + whole).joined(separator: "\u{1E}")
    return FNV1a.digits(FNV1a.mixed(FNV1a.start, said))
  }
}

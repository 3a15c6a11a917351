package import Diagnostics
import Text
package import YAML

/// Reads `seller` of `crm.yaml`: what documents say of the firm that sells, by names that anybody may add to.
package enum SellerReader {
  /// The names that shipped templates show where they are given.
  package static let knownKeys = [
    "name", "legal_name", "address", "postal_code", "city", "region", "country", "tax_id", "vat_id",
    "registration", "bank", "iban", "account", "bic", "correspondent_account", "email", "phone", "website",
  ]

  /// Each name in small letters with its text as it is written, in the order of the file; empty ones are left out.
  package static func read(
    _ node: Node, in document: Document
  ) -> (seller: [(key: String, text: String)], problems: [Diagnostic]) {
    guard case .mapping(let pairs) = node.content else {
      return (
        [],
        [
          document.diagnostic(
            "seller is a map of names and texts", at: node, hints: ["seller: {name: …, tax_id: …, iban: …}"])
        ]
      )
    }
    var seller: [(key: String, text: String)] = []
    var problems: [Diagnostic] = []
    for pair in pairs {
      let key = pair.key.lowercased()
      let isName = key.unicodeScalars.allSatisfy {
        $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType != nil
      }
      guard isName, !key.isEmpty, !seller.contains(where: { $0.key == key }) else {
        problems.append(
          document.diagnostic(
            isName ? "seller has \"\(key)\" twice" : "\"\(pair.key)\" is no name that a template can have",
            from: pair.keyStart, to: pair.keyEnd, hints: ["letters, digits and _, each name once"]))
        continue
      }
      guard case .scalar(let text) = pair.value.content else {
        problems.append(document.diagnostic("seller.\(key) takes a text", at: pair.value))
        continue
      }
      if pair.value.isNull || text.allSatisfy(\.isWhitespace) { continue }
      if key == "iban", !BankAccount.isIBAN(text) {
        problems.append(
          document.diagnostic(
            "the check digits of seller.iban are wrong: \(text)", at: pair.value,
            hints: ["compare it with the bank's own; an account of another form is seller.account"]))
      }
      seller.append((key, text.last == "\n" ? String(text.dropLast()) : text))
    }
    return (seller, problems)
  }
}

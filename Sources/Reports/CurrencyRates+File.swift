import Dates
package import Diagnostics
import Records
import YAML

extension CurrencyRates {
  /// Reads `rates.yaml`: under `rates` a list of `{date: 2026-11-01, from: EUR, to: RUB, rate: 98.50}`, of which each
  /// holds from its day on; throws `invalid_data` with the place of the first fault.
  package init(parsing bytes: [UInt8], file: String) throws(Diagnostic) {
    let document: Document
    do {
      document = try Document(parsing: bytes, file: file)
    } catch {
      throw error.diagnostic(file: file)
    }
    guard let list = document["rates"], let items = list.items else {
      throw document.diagnostic(
        "\(file) has no list of rates", at: document["rates"] ?? document.root,
        hints: ["rates: [{date: 2026-11-01, from: EUR, to: RUB, rate: 98.50}]"])
    }
    var rates: [Rate] = []
    for item in items { rates.append(try CurrencyRates.rate(item, document)) }
    self.init(rates)
  }

  private static func rate(_ node: Node, _ document: Document) throws(Diagnostic) -> Rate {
    func field<Value>(
      _ key: String, _ words: String, _ read: (String) -> Value?
    ) throws(Diagnostic) -> Value {
      if let value = node[key]?.text.flatMap(read) { return value }
      throw document.diagnostic("a rate needs \(key), \(words)", at: node[key] ?? node)
    }
    func code(_ text: String) -> String? {
      text.utf8.count == 3 && text.utf8.allSatisfy { ($0 | 0x20) > 0x60 && ($0 | 0x20) < 0x7b }
        ? text.uppercased() : nil
    }
    return Rate(
      date: try field("date", "a day such as 2026-11-01") { CivilDate($0) },
      from: try field("from", "three letters such as EUR", code),
      to: try field("to", "three letters such as RUB", code),
      rate: try field("rate", "a number above 0") { text in
        Decimal(text).flatMap { $0 > .zero ? $0 : nil }
      })
  }
}

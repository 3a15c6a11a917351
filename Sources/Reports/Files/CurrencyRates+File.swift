import Dates
package import Diagnostics
import Records
import YAML

extension CurrencyRates {
  private static let form = EntryForm(
    name: "a rate", key: "rates", keys: ["date", "from", "to", "rate"],
    example: "{date: 2026-11-01, from: USD, to: EUR, rate: 0.92}")

  /// Reads `rates.yaml`, a list of rates, which may also be under the key `rates`, and says everything that is wrong with
  /// it; a rate that cannot be read is left out.
  package static func read(
    _ bytes: [UInt8], file: String = path, base: String
  ) -> (rates: CurrencyRates, problems: [Diagnostic]) {
    var lines: [Place: Int] = [:]
    let (rates, problems) = form.read(bytes, file: file) { reader -> Rate? in
      let date = reader.need("date", "a day such as 2026-11-01") { CivilDate($0) }
      let from = reader.currency("from")
      let to = reader.currency("to")
      let rate = reader.need("rate", "a number above 0") { text in
        Decimal(text).flatMap { $0 > .zero ? $0 : nil }
      }
      guard let date, let from, let to, let rate else { return nil }
      let place = Place(date: date, from: from, to: to)
      if let line = lines[place] {
        reader.report("the rate from \(from) to \(to) on \(date) is in line \(line) already")
        return nil
      }
      lines[place] = reader.node.start.line
      return Rate(date: date, from: from, to: to, rate: rate)
    }
    return (CurrencyRates(rates, base: base), problems)
  }

  /// What there is one rate of.
  private struct Place: Hashable {
    let date: CivilDate
    let from: String
    let to: String
  }
}

package import Dates
package import Diagnostics
package import Records
import YAML

/// What sources and their campaigns cost, month by month, as `sources.yaml` says.
package struct CampaignCosts: Sendable {
  /// The file of a repository that holds them.
  package static let path = "sources.yaml"

  package struct Cost: Sendable, Hashable {
    package let source: String
    /// Nil for what is spent on the source as a whole.
    package let campaign: String?
    package let month: CivilInterval
    package let amount: Decimal
    package let currency: String
  }

  package let costs: [Cost]

  package init(_ costs: [Cost] = []) { self.costs = costs }

  private static let form = EntryForm(
    name: "a cost", key: nil, keys: ["source", "campaign", "month", "cost", "currency"],
    example: "{source: site, campaign: spring, month: 2026-10, cost: 1000.00, currency: EUR}")

  /// Reads the file, and says everything that is wrong with it; a cost that cannot be read, or is there twice to
  /// the letter, is left out. Different ones of the same month add up.
  /// Amounts without a currency are in that of `crm.yaml`.
  package static func read(
    _ bytes: [UInt8], file: String = path, currency: String
  ) -> (costs: CampaignCosts, problems: [Diagnostic]) {
    var lines: [Cost: Int] = [:]
    let (costs, problems) = form.read(bytes, file: file) { reader -> Cost? in
      let source = reader.need("source", "the source of leads and deals") { $0.isEmpty ? nil : $0 }
      let campaign = reader.take("campaign", "the campaign of leads and deals") { $0.isEmpty ? nil : $0 }
      let month = reader.month("month")
      guard let currency = reader.has("currency") ? reader.currency("currency") : currency else { return nil }
      let amount = reader.amount("cost", in: currency)
      guard let source, let month, let amount else { return nil }
      let cost = Cost(source: source, campaign: campaign, month: month, amount: amount, currency: currency)
      if let line = lines[cost] {
        reader.report(
          "this cost is in line \(line) already", hints: ["what was paid twice is one line with the sum"])
        return nil
      }
      lines[cost] = reader.node.start.line
      return cost
    }
    return (CampaignCosts(costs), problems)
  }
}

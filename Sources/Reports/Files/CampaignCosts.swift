package import Dates
package import Diagnostics
package import Records
import YAML

/// What sources and their campaigns cost, and were planned to cost, month by month, as `sources.yaml` says.
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
  /// What was meant to be spent.
  package let plans: [Cost]

  package init(_ costs: [Cost] = [], plans: [Cost] = []) {
    self.costs = costs
    self.plans = plans
  }

  private struct Entry: Hashable {
    let cost: Cost?
    let plan: Cost?
  }

  private static let form = EntryForm(
    name: "a cost", key: nil, keys: ["source", "campaign", "month", "cost", "plan", "currency"],
    example: "{source: site, campaign: spring, month: 2026-10, cost: 1000.00, currency: EUR}")

  /// Reads the file, and says everything that is wrong with it; a cost that cannot be read, or is there twice to
  /// the letter, is left out. Different ones of the same month add up.
  /// A plan may stand in place of a cost, or beside it. Amounts without a currency are in that of `crm.yaml`.
  package static func read(
    _ bytes: [UInt8], file: String = path, currency: String
  ) -> (costs: CampaignCosts, problems: [Diagnostic]) {
    var lines: [Entry: Int] = [:]
    let (entries, problems) = form.read(bytes, file: file) { reader -> Entry? in
      let source = reader.need("source", "the source of leads and deals") { $0.isEmpty ? nil : $0 }
      let campaign = reader.take("campaign", "the campaign of leads and deals") { $0.isEmpty ? nil : $0 }
      let month = reader.month("month")
      guard let currency = reader.has("currency") ? reader.currency("currency") : currency else { return nil }
      let hasPlan = reader.has("plan")
      let planned = hasPlan ? reader.amount("plan", in: currency) : nil
      let spent = hasPlan && !reader.has("cost") ? nil : reader.amount("cost", in: currency)
      guard let source, let month, spent != nil || planned != nil else { return nil }
      func cost(_ amount: Decimal) -> Cost {
        Cost(source: source, campaign: campaign, month: month, amount: amount, currency: currency)
      }
      let entry = Entry(cost: spent.map(cost), plan: planned.map(cost))
      if let line = lines[entry] {
        reader.report(
          "this cost is in line \(line) already", hints: ["what was paid twice is one line with the sum"])
        return nil
      }
      lines[entry] = reader.node.start.line
      return entry
    }
    return (CampaignCosts(entries.compactMap(\.cost), plans: entries.compactMap(\.plan)), problems)
  }
}

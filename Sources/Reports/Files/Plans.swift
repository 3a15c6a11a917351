package import Dates
package import Diagnostics
package import Records
import YAML

/// What owners are to win in a month, as the files of `plans/` say.
package struct Plans: Sendable {
  /// The folder of a repository that holds them.
  package static let folder = "plans"

  package struct Plan: Sendable, Hashable {
    package let month: CivilInterval
    package let owner: String
    /// How many deals; nil where the plan does not say.
    package let won: Int?
    /// Their amounts; nil where the plan does not say.
    package let revenue: Decimal?
    /// Of the revenue.
    package let currency: String
  }

  package let plans: [Plan]

  package init(_ plans: [Plan] = []) { self.plans = plans }

  private static let form = EntryForm(
    name: "a plan", key: nil, keys: ["owner", "won", "revenue", "currency"],
    example: "{owner: gleb, won: 4, revenue: 10000.00, currency: EUR}")

  /// Reads `plans/2026-11.yaml` and the like, and says everything that is wrong with them; what cannot be read, or is
  /// there twice, is left out. An owner whom `crm.yaml` does not list is told and counts all the same.
  package static func read(
    _ files: [SupportFile], config: Config
  ) -> (plans: Plans, problems: [Diagnostic]) {
    var plans: [Plan] = []
    var problems: [Diagnostic] = []
    for file in files {
      guard let month = month(of: file.path) else {
        problems.append(
          Diagnostic(
            .invalidData, "\(file.path) is named after no month", at: SourceLocation(file: file.path),
            hints: ["a plan is for a month: \(folder)/2026-11.yaml"]))
        continue
      }
      let found = read(file, month: month, config: config)
      plans += found.plans
      problems += found.problems
    }
    return (Plans(plans), problems)
  }

  private static func month(of path: String) -> CivilInterval? {
    let (start, end) = (folder + "/", ".yaml")
    guard path.hasPrefix(start), path.hasSuffix(end) else { return nil }
    return CivilInterval(month: path.dropFirst(start.count).dropLast(end.count))
  }

  private static func read(
    _ file: SupportFile, month: CivilInterval, config: Config
  ) -> (plans: [Plan], problems: [Diagnostic]) {
    var lines: [String: Int] = [:]
    let found = form.read(file.bytes, file: file.path) { reader -> Plan? in
      guard let plan = plan(&reader, month: month, config: config) else { return nil }
      let said = [plan.won.map { _ in "won" }, plan.revenue.map { _ in "revenue in \(plan.currency)" }]
        .compactMap { $0.map { "\($0) of \(plan.owner)" } }
      for what in said {
        guard let line = lines[what] else { continue }
        reader.report("\(what) is planned in line \(line) already", hints: ["leave one of them"])
        return nil
      }
      for what in said { lines[what] = reader.node.start.line }
      return plan
    }
    return (found.entries, found.problems)
  }

  private static func plan(_ reader: inout EntryReader, month: CivilInterval, config: Config) -> Plan? {
    let owner = reader.need("owner", "whose plan it is") { $0.isEmpty ? nil : $0 }
    let won = reader.take("won", "a number of deals from 0 on") { text in
      Decimal(text)?.integer.flatMap { $0 >= 0 ? $0 : nil }
    }
    let code = reader.has("currency") ? reader.currency("currency") : config.currency
    let revenue = reader.has("revenue") ? code.flatMap { reader.amount("revenue", in: $0) } : nil
    guard let owner, let code else { return nil }
    let owners = config.owners.map(\.id)
    if !owners.isEmpty, !owners.contains(owner) {
      reader.report(
        "crm.yaml lists no owner \"\(owner)\"", at: "owner",
        hints: .unknown(owner, among: owners, listing: "known: ", limit: .max))
    }
    if !reader.has("won"), !reader.has("revenue") {
      reader.report("a plan needs won or revenue", hints: ["such as \(form.example)"])
    }
    guard won != nil || revenue != nil else { return nil }
    return Plan(month: month, owner: owner, won: won, revenue: revenue, currency: code)
  }
}

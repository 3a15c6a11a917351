import Dates
import Diagnostics
import Filters
import Records
import Reports
import Rules
import Store

/// Numbers about deals, tasks and people.
package struct RunReport: Operation {
  package static let answer = AnswerForm.report

  /// What a report is narrowed to and split by, as a person wrote it; not every report takes all of it.
  package struct Options: Sendable {
    /// A word for a stretch of days, in place of the first and the last one.
    package var period: String?
    package var from: String?
    package var to: String?
    package var pipeline: String?
    package var by: String?
    /// A filter for the records of the report's kind.
    package var filter: String?
    /// The day at whose end things are looked at.
    package var asOf: String?
    package var mode: String?
    package var currency: String?
    /// Percentages separated by commas.
    package var limits: String?
    package var days: Int?

    package init() {}
  }

  package let name: String
  package let options: Options

  package init(_ name: String, _ options: Options) {
    self.name = name
    self.options = options
  }

  package func run(in context: Context) throws -> Answer {
    let report = try Reports.report(named: name)
    let filter = options.filter
    let workspace = try context.open { config, repository in
      let views = SavedViews(repository: repository)
      return ([report.subject] + report.alsoAbout).reduce(report.kinds) { kinds, kind in
        guard let filter else { return kinds }
        return kinds.union(Filter.reads([filter], kind: kind, config: config, view: { views.filter($0) }))
      }
    }
    return .report(try report.answer(try workspace.reportInput(options, for: [report], in: context)))
  }
}

extension Workspace {
  /// What these reports are made from, narrowed as the options say, with what the files hold that they read; faults in
  /// those are remembered and told. The filter is about the records of the first one.
  func reportInput(
    _ options: RunReport.Options, for reports: [Report], in context: Context
  ) throws -> ReportInput {
    let rates = try options.currency.map { _ in try currencyRates() }
    let costs = reports.contains { $0.reads.contains(.costs) } ? try campaignCosts() : nil
    let plans = reports.contains { $0.reads.contains(.plans) } ? self.plans() : nil
    context.remember(
      problems: (rates?.problems ?? []) + (costs?.problems ?? []) + (plans?.problems ?? []))
    let asOf = try options.asOf.map { try Periods.day($0, option: "--as-of", today: today) }
    let days = try Periods.parse(period: options.period, from: options.from, to: options.to, today: today)
    var input = ReportInput(
      snapshot: snapshot, stages: pipelines.stages, now: now, period: days,
      pipeline: options.pipeline, by: options.by,
      filter: try reports.first.flatMap { try filter(options, of: $0) },
      asOf: asOf, mode: options.mode, currency: options.currency?.uppercased(),
      limits: try options.limits.map(ReportLimits.parse), days: options.days,
      rates: rates?.rates ?? CurrencyRates(), costs: costs?.costs ?? CampaignCosts(),
      plans: plans?.plans ?? Plans())
    input.filterText = options.filter
    return input
  }

  /// `--where`, as it holds for each kind of record that the report is about.
  private func filter(
    _ options: RunReport.Options, of report: Report
  ) throws -> (@Sendable (Record) -> Bool)? {
    guard let filter = options.filter else { return nil }
    var parsed: [Kind: Filter] = [:]
    for kind in [report.subject] + report.alsoAbout {
      parsed[kind] = try Filter.parse([filter], kind: kind, context: filterContext)
    }
    let filters = parsed
    return { filters[$0.kind]?.matches($0) ?? true }
  }
}

package import Diagnostics
import Records

/// The reports there are.
package enum Reports {
  package static let all: [Report] = [
    .pipeline,
    .funnel,
    .forecast,
    .wonLost,
    .lostReasons,
    .averageCheck,
    .cycle,
    .velocity,
    .sources,
    .campaigns,
    .activity,
    .kpi,
    .nps,
    .rotting,
    .noNextStep,
    .overdue,
    .receivables,
    .abc,
    .xyz,
    .abcXyz,
    .rfm,
    .retention,
    .dormant,
  ]

  /// The report of this name; throws `invalid_value` with the nearest names.
  package static func report(named name: String) throws(Diagnostic) -> Report {
    if let report = all.first(where: { $0.name == name }) { return report }
    let names = all.map(\.name) + [Dashboard.name]
    throw Diagnostic(
      .invalidValue, "there is no report \"\(name)\"",
      hints: .unknown(name, among: names, listing: "the reports are "))
  }
}

package import Diagnostics
import Text

/// The reports there are.
package enum Reports {
  package static let all: [Report] = [
    .pipeline,
    .funnel,
    .forecast,
    .wonLost,
    .lostReasons,
    .averageCheck,
    .activity,
    .rotting,
    .noNextStep,
    .overdue,
  ]

  /// The report of this name; throws `invalid_value` with the nearest names.
  package static func report(named name: String) throws(Diagnostic) -> Report {
    if let report = all.first(where: { $0.name == name }) { return report }
    let names = all.map(\.name)
    let near = Hint.didYouMean(EditDistance.nearest(to: name, among: names))
    throw Diagnostic(
      .invalidValue, "there is no report \"\(name)\"",
      hints: [near, "the reports are \(names)"].compactMap { $0 })
  }
}

import Diagnostics
import Records

/// The two percentages that separate three classes.
struct ClassLimits: Sendable {
  let first: Decimal
  let second: Decimal

  init(_ first: Int, _ second: Int) {
    self.first = Decimal(first)
    self.second = Decimal(second)
  }

  /// Those of `--limits`, else the usual ones; throws `invalid_value` unless they are two that ascend from above 0 to
  /// `highest` at most.
  init(_ input: ReportInput, usual: ClassLimits, highest: Int = 100) throws(Diagnostic) {
    guard let given = input.limits else {
      self = usual
      return
    }
    guard given.count == 2, given[0] > .zero, given[0] < given[1], given[1] <= Decimal(highest),
      given.allSatisfy({ $0.trimmed.scale <= 4 })
    else {
      throw Diagnostic(
        .invalidValue, "--limits takes no \"\(given.map(\.description).joined(separator: ","))\"",
        hints: [
          "it takes two percentages that ascend, above 0 and up to \(highest), such as \(usual.first),\(usual.second)"
        ])
    }
    (first, second) = (given[0].trimmed, given[1].trimmed)
  }

  static let abc = ClassLimits(80, 95)
  static let xyz = ClassLimits(10, 25)
}

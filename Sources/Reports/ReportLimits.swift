package import Diagnostics
package import Records

/// Reads the percentages that separate classes.
package enum ReportLimits {
  /// `80,95`: numbers from 0 to 100 in rising order; throws `invalid_value`.
  package static func parse(_ text: String) throws(Diagnostic) -> [Decimal] {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { $0.filter { $0 != " " } }
    let numbers = parts.compactMap { Decimal($0.hasSuffix("%") ? String($0.dropLast()) : $0) }
    let isRising = zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
    guard numbers.count == parts.count, isRising, let last = numbers.last, let first = numbers.first,
      first >= .zero, last <= Decimal(100)
    else {
      throw Diagnostic(
        .invalidValue, "--limits takes percentages in rising order, not \"\(text)\"", hints: ["such as 80,95"]
      )
    }
    return numbers
  }
}

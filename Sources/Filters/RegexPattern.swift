import Synchronization

/// A regular expression of a filter: unanchored, ignoring case.
final class RegexPattern: Sendable {
  let text: String
  // A Regex is not Sendable, since a component written in code may hold anything.
  private let regex: Mutex<Regex<AnyRegexOutput>>

  /// Longer patterns are no filters, longer texts are searched up to here: both keep the cost of a match bounded.
  static let maximumPattern = 500
  static let maximumText = 4_096

  /// Why a text is no pattern that can be used.
  struct Fault: Error {
    let message: String
    let hint: String?
  }

  init(_ text: String) throws(Fault) {
    self.text = text
    guard text.count <= RegexPattern.maximumPattern else {
      throw Fault(
        message: "the expression is longer than \(RegexPattern.maximumPattern) characters", hint: nil)
    }
    do {
      regex = Mutex(try Regex(text).ignoresCase())
    } catch {
      throw Fault(message: "this is no regular expression: \(error)", hint: nil)
    }
    if RegexCost.isExponential(text) {
      throw Fault(
        message: "this expression repeats a repetition, which can take forever",
        hint: "write (a+)+ as a+, and alternatives inside a repetition with different beginnings")
    }
  }

  func matches(_ text: String) -> Bool {
    let part =
      text.utf8.count <= RegexPattern.maximumText ? text : String(text.prefix(RegexPattern.maximumText))
    return regex.withLock { part.firstMatch(of: $0) != nil }
  }
}

package import Diagnostics

/// Whoever runs an operation: a command line, a driver of tests, a server. It is told what comes up on the way and asked
/// what only a person can decide.
package protocol Face: AnyObject {
  /// A remark about something that goes on all the same.
  func warn(_ diagnostic: Diagnostic)
  /// An error that does not end the operation; the outcome is the worse for it.
  func fail(_ diagnostic: Diagnostic)
  /// Whether somebody is there to be asked.
  var canAsk: Bool { get }
  /// The answer to a yes-or-no question about `subjects`, a line each; false without one. Throws where the question
  /// cannot be put.
  func confirm(_ question: String, about subjects: [String]) throws -> Bool
  /// The same about what an answer shows.
  func confirm(_ question: String, seeing answer: Answer) throws -> Bool
  /// The line that a person types as an answer to a question about what an answer shows; nil without one.
  func ask(_ question: String, seeing answer: Answer) throws -> String?
  /// Shows how far long work is; nil once it is done.
  func show(_ progress: Progress?)
  /// Lets a person change the file at a path and returns when they are done; throws a `Diagnostic` where they cannot.
  func edit(_ path: String) throws
  /// All that is handed to the run beside its request: standard input, for a command line.
  func input() throws -> [UInt8]
  /// The same where there are no more bytes than that; throws `too_large` where there are, without reading them all.
  func input(atMost limit: Int) throws -> [UInt8]
}

extension Face {
  package func input(atMost limit: Int) throws -> [UInt8] {
    let bytes = try input()
    guard bytes.count <= limit else { throw Diagnostic.inputTooLarge(limit) }
    return bytes
  }
}

/// How far long work is.
package struct Progress: Sendable {
  /// What is being done, as in `planning`.
  package let doing: String
  package let done: Int
  /// Nil where nobody knows yet.
  package let total: Int?
  /// What is counted, as in `rows`.
  package let unit: String

  package init(_ doing: String, _ done: Int, of total: Int? = nil, unit: String) {
    self.doing = doing
    self.done = done
    self.total = total
    self.unit = unit
  }
}

/// How people agree.
package enum Consent {
  /// Whether an answer to a yes-or-no question is a yes, in English or Russian.
  package static func isGiven(_ answer: String) -> Bool {
    ["y", "yes", "д", "да"].contains(answer.lowercased())
  }
}

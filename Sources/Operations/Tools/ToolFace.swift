package import Diagnostics
import Text

/// The face of a caller that nobody can ask anything: remarks are kept for the answer.
package final class ToolFace: Face {
  private(set) var warnings: [String] = []
  /// What went wrong without ending the operation.
  private(set) var failures: [Diagnostic] = []

  package init() {}

  package func warn(_ diagnostic: Diagnostic) {
    keep(diagnostic)
  }

  package func fail(_ diagnostic: Diagnostic) {
    failures.append(diagnostic)
    keep(diagnostic)
  }

  private func keep(_ diagnostic: Diagnostic) {
    let text = TerminalEscaping.escape(diagnostic.message, keepingNewlines: false)
    if warnings.count < 10, !warnings.contains(text) { warnings.append(text) }
  }

  package var canAsk: Bool { false }
  package func confirm(_ question: String, about subjects: [String]) throws -> Bool { false }
  package func confirm(_ question: String, seeing answer: Answer) throws -> Bool { false }
  package func ask(_ question: String, seeing answer: Answer) throws -> String? { nil }
  package func show(_ progress: Progress?) {}
  package func edit(_ path: String) throws {
    throw Diagnostic(.usage, "nobody is here to edit \(path)")
  }
  package func input() throws -> [UInt8] { [] }
}

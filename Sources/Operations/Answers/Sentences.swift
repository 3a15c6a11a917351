import Diagnostics
import Output

extension Answer {
  /// What a person is told of it, a line each, as on a terminal without colours.
  package func sentences() throws -> [String] {
    let lines = CollectedLines()
    try Presenter(Presentation(format: .table, rendering: Rendering()), to: lines).present(self)
    return lines.text.split(separator: "\n").map { String($0) }
  }
}

/// Keeps what a presenter writes.
private final class CollectedLines: AnswerOutput {
  private(set) var text = ""

  func write(_ text: String) throws { self.text += text }
  func note(_ text: String) { self.text += text + "\n" }
  func worsen(_ code: DiagnosticCode) {}
}

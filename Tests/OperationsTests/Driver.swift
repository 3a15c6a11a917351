import Dates
import Diagnostics
import Foundation
import Operations
import Output

/// The smallest face: it keeps what it is told, answers questions as it was told to, and shows answers in one format.
final class Driver: Face, AnswerOutput {
  let folder: URL
  private(set) var warnings: [Diagnostic] = []
  private(set) var failures: [Diagnostic] = []
  private(set) var notes: [String] = []
  private(set) var questions: [String] = []
  /// What it says to the next questions; nobody is there to be asked when it is nil.
  var consent: Bool?
  /// What an editor does to a file; nobody is there to edit when it is nil.
  var editor: ((String) throws -> Void)?
  private var text = ""
  private var worst: DiagnosticCode?

  init(folder: URL) { self.folder = folder }

  /// The answer in a format; `seed` decides the ids of new records.
  func run(
    _ operation: some Operations.Operation, seed: UInt64, format: OutputFormat = .json,
    isDryRun: Bool = false,
    now: Instant = Driver.now
  ) throws -> String {
    text = ""
    let context = Context(
      location: Context.Location(explicit: folder.path, workingDirectory: "/"),
      options: Context.Options(isDryRun: isDryRun), now: now, name: "driver", seed: seed,
      environment: ["HOME=/nonexistent", "PATH=/usr/bin:/bin"],
      actor: Context.Actor(given: "gleb") { "nobody" }, face: self)
    let answer = try operation.run(in: context)
    try Presenter(Presentation(format: format), to: self).present(answer, plan: context.takePlan())
    failures += context.takeProblems()
    return text
  }

  static let now = Instant(rfc3339: "2026-11-24T10:00:00+01:00") ?? Instant(seconds: 0)

  func warn(_ diagnostic: Diagnostic) { warnings.append(diagnostic) }
  func fail(_ diagnostic: Diagnostic) { failures.append(diagnostic) }
  var canAsk: Bool { consent != nil }
  func confirm(_ question: String, about subjects: [String]) throws -> Bool {
    questions.append(question)
    return consent ?? false
  }
  func edit(_ path: String) throws {
    guard let editor else { throw Diagnostic(.usage, "nobody is there to edit \(path)") }
    try editor(path)
  }
  func confirm(_ question: String, seeing answer: Answer) throws -> Bool {
    try confirm(question, about: [])
  }
  func ask(_ question: String, seeing answer: Answer) throws -> String? {
    try confirm(question, about: []) ? "y" : nil
  }
  func show(_ progress: Operations.Progress?) {}
  func input() throws -> [UInt8] { [] }
  func write(_ text: String) throws { self.text += text }
  func note(_ text: String) { notes.append(text) }
  func worsen(_ code: DiagnosticCode) { worst = code }
}

import Diagnostics
import JSON
package import Output
import Records
import Rules
import Store
import Text

/// Operations from a file, a JSON object a line, which land together.
package struct ApplyLines: Operation {
  package static let answer = AnswerForm.items(AppliedLine.schema)
  /// The file; `-` is standard input.
  package let file: String
  /// Whether lines that are refused leave the others alone; else all of them land, or nothing does.
  package let isEach: Bool

  package init(_ file: String, isEach: Bool) {
    self.file = file
    self.isEach = isEach
  }

  package func run(in context: Context) throws -> Answer {
    let source = file == "-" ? "(standard input)" : file
    let lines = BatchLine.lines(of: try context.bytes(ofFile: file), file: source)
    let tools = try ToolSet(names: .plain)
    var (_, results) = try context.transact(bulk: true) { workspace in
      var run = BatchRun(tools: tools, batch: OperationBatch(workspace), whole: context)
      for (place, line) in lines.enumerated() {
        if place % 256 == 0 {
          context.face.show(Progress("applying", place, of: lines.count, unit: "lines"))
        }
        run.perform(line, at: place)
      }
      context.face.show(nil)
      let isRefused = run.results.contains { $0.error != nil }
      return (isRefused && !isEach ? Change() : run.batch.change("apply"), run.results)
    }
    let failure = close(&results, context)
    var answer = ItemAnswer(results, as: AppliedLine.schema)
    answer.failure = failure
    return .items(answer)
  }

  /// Says what became of the lines as a whole; returns the code of the worst refusal.
  private func close(_ results: inout [AppliedLine], _ context: Context) -> DiagnosticCode? {
    let refused = results.filter { $0.error != nil }
    let worst = refused.compactMap(\.error?.code).max { $0.exitStatus < $1.exitStatus }
    for place in results.indices where results[place].change?.isUnchanged == false {
      results[place].change?.id = context.madeChange
    }
    guard let worst, let first = refused.first else { return nil }
    let count = "\(refused.count) of \(results.count) lines"
    if !isEach {
      for place in results.indices where results[place].error == nil {
        results[place].change = nil
        results[place].error = ToolError(
          code: .notApplied, message: "Not written, because line \(first.line) is refused.")
      }
    }
    let what = isEach ? "the others were applied" : "nothing was written"
    let verb = refused.count == 1 ? "is" : "are"
    context.fail(
      Diagnostic(
        worst, "\(count) \(verb) refused; \(what)",
        hints: ["line \(first.line): \(first.error?.message ?? "")"]))
    return worst
  }
}

/// What became of one line.
package struct AppliedLine: Sendable {
  let line: Int
  let operation: String
  var change: ToolChange?
  var warnings: [String] = []
  var error: ToolError?

  package static let schema = ObjectSchema<AppliedLine>(
    "applied line", "What became of one operation.",
    [
      .count("line", "Its line in the file.") { $0.line },
      .flag("ok", "Whether it was written, or would be in a dry run.") { $0.error == nil },
      Member("op", .text, "The operation.", column: Column("op")) { .string($0.operation) },
      Member("change", .object(ToolChange.schema.schema), "What it changed.") {
        $0.change.map(ToolChange.schema.json) ?? .null
      }.leftOutWhenEmpty,
      Member("warnings", .list(.text), "What should be known of it.") { line in
        line.warnings.isEmpty ? .null : .array(line.warnings.map { .string($0) })
      }.leftOutWhenEmpty,
      Member(
        "error", .object(ToolError.schema.schema), "Why it was refused.", column: Column("error"),
        cell: { line, _ in line.error.map { .text($0.message) } ?? .empty }
      ) { $0.error.map(ToolError.schema.json) ?? .null }.leftOutWhenEmpty,
    ])
}

/// The lines of one file, performed one after another.
private struct BatchRun {
  let tools: ToolSet
  let batch: OperationBatch
  let whole: Context
  private(set) var results: [AppliedLine] = []
  /// The records that lines made, by the names that they gave them.
  private var named: [String: RecordID] = [:]

  init(tools: ToolSet, batch: OperationBatch, whole: Context) {
    self.tools = tools
    self.batch = batch
    self.whole = whole
  }

  mutating func perform(_ line: BatchLine, at place: Int) {
    var result = AppliedLine(line: line.number, operation: line.operation)
    var tool: Tool?
    do {
      let request = try line.request(tools, named)
      tool = request.tool
      let arguments = try ToolArguments(request.arguments, of: request.tool, names: .plain)
      let face = ToolFace()
      let context = Context(
        whole, in: batch, operation: request.tool.words, at: place, ifRevision: arguments.text("if_rev"),
        face: face)
      let (content, _) = try tools.outcome(request.tool, arguments, context, face)
      result.change = content.change
      result.warnings = content.warnings
      if let name = request.name { named[name] = content.change?.records.first.flatMap { RecordID($0) } }
    } catch {
      let diagnostic = error as? Diagnostic ?? Diagnostic(.internal, "internal fault: \(error)")
      let refusal = tool.map {
        ToolRefusal(tool: $0, names: .plain, given: line.arguments, today: batch.workspace.today)
      }
      result.error = refusal?.error(diagnostic) ?? ToolError(line: diagnostic)
    }
    results.append(result)
  }
}

extension ToolError {
  /// Of a line that is no operation.
  fileprivate init(line diagnostic: Diagnostic) {
    let hints = diagnostic.hints.map { "\($0)" }
    let message = ([diagnostic.message] + hints).map(ToolRefusal.sentence).joined(separator: " ")
    self.init(code: diagnostic.code, message: TerminalEscaping.escape(message, keepingNewlines: false))
    location = diagnostic.location
  }
}

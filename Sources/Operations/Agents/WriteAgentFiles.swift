import Diagnostics
package import Output
import Records
import Store
import Text

/// Writes into the files that hosts of agents read what agents need to know of the program.
package struct WriteAgentFiles: Operation {
  package static let answer = AnswerForm.items(Outcome.schema)
  package static let effect = Effect.writes
  package let hosts: [AgentHost]

  package init(_ hosts: [AgentHost]) { self.hosts = hosts }

  /// A file, and what became of it.
  package struct Outcome: Sendable {
    enum Word: String, CaseIterable { case created, updated, unchanged }

    let path: String
    let word: Word

    static let schema = ObjectSchema<Outcome>(
      "agent file", "A file that agents read.",
      [
        .text("path", "The file, relative to the repository's root.", kind: .identifier) { $0.path },
        .choice("outcome", "What became of it.") { $0.word },
      ])
  }

  /// What is to be written of one file.
  private struct Edit {
    let path: String
    let before: [UInt8]?
    let after: [UInt8]

    var outcome: Outcome {
      Outcome(path: path, word: before == after ? .unchanged : before == nil ? .created : .updated)
    }
    var isNeeded: Bool { before != after }
    /// Whether it is in a folder of another program, whose name begins with a dot: crm keeps nothing in such a one, so
    /// that it is written as it is, without a commit and without a way back.
    var isElsewhere: Bool { path.hasPrefix(".") }
  }

  package func run(in context: Context) throws -> Answer {
    let (workspace, edits) = try context.transact { workspace in
      let edits = try AgentFile.files(of: hosts).map { file in
        let before = try RecordFile.readIfPresent(file.path, in: workspace.repository)
        return Edit(path: file.path, before: before, after: try file.updated(before))
      }
      let own = edits.filter { $0.isNeeded && !$0.isElsewhere }
      var change = Change(message: "agents: \(own.map(\.path).joined(separator: ", "))")
      for edit in own {
        change.write(Change.FileEdit(path: edit.path, before: edit.before, after: edit.after))
      }
      return (change, edits)
    }
    for edit in edits where edit.isNeeded && edit.isElsewhere && !context.options.isDryRun {
      let path = Path.join(workspace.repository.root, edit.path)
      try WholeFile.makeFolders(for: path, named: edit.path)
      try WholeFile.Draft(edit.after, for: path, named: edit.path, mode: 0o666).place()
    }
    let outcomes = edits.map(\.outcome)
    var answer = ItemAnswer(outcomes, as: Outcome.schema)
    let isPlan = context.options.isDryRun
    answer.drawing = { _ in
      outcomes.map { outcome in
        let would = isPlan && outcome.word != .unchanged ? "would be " : ""
        return "\(outcome.path): \(would)\(outcome.word.rawValue)\n"
      }.joined()
    }
    answer.isRemark = true
    return .items(answer)
  }
}

/// Which of the files that hosts of agents read are not as they would be written today.
package struct CheckAgentFiles: Operation {
  package static let answer = AnswerForm.findings
  package let hosts: [AgentHost]

  package init(_ hosts: [AgentHost]) { self.hosts = hosts }

  package func run(in context: Context) throws -> Answer {
    let repository = try context.repository()
    var findings: [Diagnostic] = []
    for file in AgentFile.files(of: hosts) {
      let present = try RecordFile.readIfPresent(file.path, in: repository)
      do throws(Diagnostic) {
        if present == nil {
          findings.append(finding("is missing", file.path))
        } else if present != (try file.updated(present)) {
          findings.append(finding("does not say what crm says today", file.path))
        }
      } catch {
        findings.append(error)
      }
    }
    return .findings(findings)
  }

  private func finding(_ what: String, _ path: String) -> Diagnostic {
    let write = hosts.reduce(CommandLine("agents write")) { $0.option($1.rawValue) }
    return Diagnostic(
      .invalidData, "\(path) \(what)", at: SourceLocation(file: path), hints: ["to write it: \(write)"])
  }
}

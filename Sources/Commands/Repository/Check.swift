import ArgumentParser
import Diagnostics
import Output
import Records
import Rules
import Store
import YAML

/// `crm check [--fix]`: everything that is wrong with the repository, each with its place and the way out.
struct Check: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find broken files and deals that break a rule; exit 4 when there are any.")

  @Flag(name: .long, help: "Mend what can be mended without guessing.")
  var fix = false

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let workspace: Workspace
    if fix {
      workspace = try session.transact { workspace in
        var (change, fixed) = Invariants.fix(
          workspace.snapshot, pipelines: workspace.pipelines, now: workspace.now, user: workspace.user,
          mint: session.mint(workspace))
        for edit in try MissingIDs(workspace: workspace, mint: session.mint(workspace)).edits() {
          change.write(edit)
        }
        if fixed.isEmpty { change.message = "check: gave an id to \(change.files.count) records" }
        for finding in fixed {
          try session.say(
            session.escaped(
              "mended \(finding.diagnostic.location?.file ?? ""): \(finding.diagnostic.message)"))
        }
        for edit in change.files { try session.say(session.escaped("mended \(edit.path): it had no id")) }
        return (change, ())
      }.workspace
      // Files changed by hand-made edits are read anew: the overlay knows records only.
      let again = global.dryRun ? workspace : try session.open(reportingProblems: false)
      return try print(Check.findings(again), in: session)
    }
    workspace = try session.open(reportingProblems: false)
    try print(Check.findings(workspace), in: session)
  }

  /// Broken files, broken pipelines and broken rules, in this order.
  static func findings(_ workspace: Workspace) -> [Diagnostic] {
    let locator = FieldLocator(repository: workspace.repository)
    let rules = Invariants.check(workspace.snapshot, pipelines: workspace.pipelines, now: workspace.now)
      .map { locator.located($0) }
    return workspace.snapshot.problems + workspace.pipelines.problems + rules
  }

  private func print(_ findings: [Diagnostic], in session: Session) throws {
    try FindingsPrinter(session: session).print(findings)
  }
}

/// Prints findings on standard output, since they are the data of a check.
struct FindingsPrinter {
  let session: Session

  func print(_ findings: [Diagnostic]) throws {
    switch session.format {
    case .json:
      try session.write(JSONValue.array(findings.map(DiagnosticRenderer.json)).encoded(pretty: true) + "\n")
    case .jsonl:
      for finding in findings {
        try session.write(DiagnosticRenderer.json(finding).encoded(pretty: false) + "\n")
      }
    default:
      for finding in findings {
        try session.write(DiagnosticRenderer.text(finding, severity: .error, style: session.style))
      }
      if findings.isEmpty {
        try session.say("no problems found")
      } else {
        session.note("\(findings.count) \(findings.count == 1 ? "problem" : "problems") found")
      }
    }
    if !findings.isEmpty { session.worsen(.invalidData) }
  }
}

/// Gives an id to record files that have none.
private struct MissingIDs {
  let workspace: Workspace
  var mint: IDMint

  func edits() throws -> [Change.FileEdit] {
    var mint = mint
    var edits: [Change.FileEdit] = []
    for problem in workspace.snapshot.problems {
      guard let path = problem.location?.file, RecordFiles.kind(ofPath: path) != nil,
        let bytes = try RecordFile.readIfPresent(path, in: workspace.repository),
        let document = try? Document(parsing: bytes, file: path), document["id"] == nil
      else { continue }
      let stem = path.split(separator: "/").last.map { String($0.prefix { $0 != "." }) } ?? ""
      var id = Reference.identifier(endingStem: stem)
      if let taken = id, workspace.snapshot.record(taken) != nil { id = nil }
      let chosen = id ?? mint.mint { workspace.snapshot.record($0) != nil }
      let after = try document.spliced(
        [Edit("id", .plain(chosen.description))], order: ["id"] + document.pairs.map(\.key))
      edits.append(Change.FileEdit(path: path, before: bytes, after: after))
    }
    return edits
  }
}

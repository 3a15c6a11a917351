import Diagnostics
import Records
import Rules
import Store

/// Findings about records whose files were deleted by hand: each of these is told once, with the way to bring it back.
struct DeletedRecords {
  private let workspace: Workspace
  private let git: Git

  init(_ workspace: Workspace, _ git: Git) {
    self.workspace = workspace
    self.git = git
  }

  /// The diagnostics of the findings; of those that mention the same deleted record all but the first are a line each.
  func diagnostics(of findings: [Finding], _ located: (Finding) -> Diagnostic) -> [Diagnostic] {
    let missing = findings.map(missing)
    guard missing.contains(where: { $0 != nil }), workspace.repository.isGitWorkTree,
      let files = try? git.deletedFiles()
    else { return findings.map(located) }
    var paths: [RecordID: String] = [:]
    for (path, id) in files { if let id = id.flatMap({ RecordID($0) }) { paths[id] = path } }
    var told = Set<RecordID>()
    return zip(findings, missing).map { finding, id in
      var diagnostic = located(finding)
      guard let id, let path = paths[id] else { return diagnostic }
      if told.insert(id).inserted {
        let below =
          workspace.repository.root == workspace.repository.workTree
          ? "" : " (in \(workspace.repository.root))"
        diagnostic.hints.insert("to bring it back: git restore --source=HEAD -- '\(path)'\(below)", at: 0)
      } else {
        diagnostic.excerpt = nil
        diagnostic.hints = []
      }
      return diagnostic
    }
  }

  /// The record that a finding's field mentions and that is not there.
  private func missing(_ finding: Finding) -> RecordID? {
    guard finding.rule == .danglingReference || finding.rule == .noNextStep, let key = finding.key,
      let value = workspace.snapshot.record(finding.record)?[key]
    else { return nil }
    return references(in: value).first { workspace.snapshot.record($0.id) == nil }?.id
  }

  private func references(in value: Value) -> [Reference] {
    switch value {
    case .reference(let reference): [reference]
    case .list(let values): values.flatMap(references)
    case .map(let entries): entries.flatMap { references(in: $0.value) }
    case .text, .number, .boolean, .date, .monthDay, .instant: []
    }
  }
}

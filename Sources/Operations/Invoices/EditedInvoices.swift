import Diagnostics
import Records
import Rules
import Store
import Text
import YAML

extension Context {
  /// What hands did, since the last commit, to invoices that are out and that a change touches: it would be committed along
  /// with the change.
  func editedInvoices(_ change: Change, _ workspace: Workspace) throws -> [Diagnostic] {
    let touched = change.updates.keys.compactMap { workspace.snapshot.record($0) }
      .filter { $0.kind == .invoice }
    guard !touched.isEmpty, workspace.repository.isGitWorkTree else { return [] }
    let committed = try git(workspace.repository).committedContents(touched.map(\.path))
    let reader = RecordReader(config: workspace.config, schema: workspace.snapshot.schema)
    let former = committed.compactMap { path, bytes in
      (try? Document(parsing: bytes, file: path)).flatMap {
        reader.read($0, kind: .invoice, path: path).record
      }
    }
    if former.isEmpty { return [] }
    return Invariants.issuedInvoices(
      from: workspace.snapshot.replacing(LoadedRecords(former.sorted { $0.id < $1.id })),
      to: workspace.snapshot, of: touched.map(\.id), pipelines: workspace.pipelines, now: now
    ).map { finding in
      var refusal = finding.refusal
      if let path = refusal.location?.file {
        refusal.hints.append("as it was before: git checkout HEAD -- \(CommandLine.quoted(path))")
      }
      return refusal
    }
  }
}

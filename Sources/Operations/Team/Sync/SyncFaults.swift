import Diagnostics
import Records
import Rules
import Store
import YAML

/// What a sync would bring, or send, that cannot be read: records, settings, pipelines.
struct SyncFaults {
  let workspace: Workspace

  /// What is wrong with these files as they are after.
  func faults(in differences: [TreeSnapshots.Difference]) -> [Diagnostic] {
    let paths = Set(differences.compactMap { $0.after == nil ? nil : $0.path })
    let snapshot = TreeSnapshots(workspace: workspace).snapshot(differences)
    var faults = snapshot.problems + Pipelines.compile(snapshot).problems
    if let settings = differences.first(where: { $0.path == "crm.yaml" })?.after {
      faults += SyncFaults.faults(ofSettings: settings)
    }
    return faults.filter { $0.location.map { paths.contains($0.file) } ?? false }
  }

  private static func faults(ofSettings bytes: [UInt8]) -> [Diagnostic] {
    do throws(YAMLError) {
      return ConfigReader.read(try Document(parsing: bytes, file: "crm.yaml")).problems
    } catch {
      return [error.diagnostic(file: "crm.yaml")]
    }
  }

  /// Refuses to send what this clone has committed and nobody could read.
  func refuseSending(_ paths: Set<String>) throws {
    let faults = (workspace.snapshot.problems + workspace.pipelines.problems).filter { fault in
      fault.location.map { paths.contains($0.file) } ?? false
    }
    guard var whole = Diagnostic(all: faults) else { return }
    whole.code = .invalidData
    whole.hints.append(
      "the others would get it; nothing was synced: mend it, then sync again: \(CommandLine("sync"))")
    throw whole
  }

  /// Refuses a merge of two versions that cannot be read as one.
  static func refuse(merging faults: [Diagnostic]) throws {
    guard var whole = Diagnostic(all: faults) else { return }
    whole.code = .invalidData
    whole.message = "both sides changed this, and what comes of it cannot be read: " + whole.message
    whole.hints.append(
      "nothing was changed; bring the two together by hand: git pull --no-rebase, mend the file, git commit")
    whole.hints.append("then send it: \(CommandLine("sync"))")
    throw whole
  }
}

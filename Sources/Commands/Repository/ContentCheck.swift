import Diagnostics
import Operations
import RecordIndex
import Records
import Rules
import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What `crm doctor` says of the settings, the pipelines, the index and the state folder.
struct ContentCheck {
  typealias Finding = Doctor.Finding

  let session: Session
  let repository: Repository

  func findings() -> [Finding] {
    var found = [state]
    do {
      found.append(settings(try RepositoryLoader.config(in: repository).1))
      let workspace = try session.open(reportingProblems: false)
      found += [records(workspace), pipelines(workspace), try index()]
    } catch {
      found.append(
        Finding(
          "records", .fail, (error as? Diagnostic)?.message ?? "\(error)", .command(CommandLine("check"))))
    }
    return found
  }

  private func settings(_ problems: [Diagnostic]) -> Finding {
    guard let first = problems.first else { return Finding("crm.yaml", .ok, "valid") }
    let place = first.location.map { "line \($0.line): " } ?? ""
    return Finding("crm.yaml", .fail, place + first.message, .command(CommandLine("check")))
  }

  private func records(_ workspace: Workspace) -> Finding {
    let problems = workspace.snapshot.problems
    return problems.isEmpty
      ? Finding("records", .ok, "all can be read")
      : Finding(
        "records", .fail, "\(problems.count) \(problems.count == 1 ? "file" : "files") cannot be read",
        .command(CommandLine("check")))
  }

  private func pipelines(_ workspace: Workspace) -> Finding {
    let pipelines = workspace.pipelines
    if pipelines.all.isEmpty {
      return Finding(
        "pipelines", .fail, "there is none, so no deal can be added", .command(CommandLine("stages check")))
    }
    guard let first = pipelines.problems.first else {
      return Finding("pipelines", .ok, pipelines.all.map(\.id).joined(separator: ", "))
    }
    return Finding("pipelines", .fail, first.message, .command(CommandLine("stages check")))
  }

  private func index() throws -> Finding {
    guard session.usesIndex else {
      return Finding("index", .warn, "not used: CRM_NO_INDEX is set", "unset CRM_NO_INDEX")
    }
    let report = try session.readIndex().report
    if let problem = report.problem {
      return Finding("index", .warn, problem.message, .command(CommandLine("index rebuild")))
    }
    return report.use == .unavailable
      ? Finding(
        "index", .warn, "none can be written, so every read parses all files",
        .command(CommandLine("index rebuild")))
      : Finding("index", .ok, "\(report.files) files")
  }

  /// Where the lock, the journal and the index are.
  private var state: Finding {
    let folder = repository.stateDirectory
    if access(repository.root, W_OK) != 0 {
      return Finding("state", .fail, "you may not write in \(repository.root)", "ls -ld \(repository.root)")
    }
    guard access(folder, F_OK) == 0 else { return Finding("state", .ok, "none yet, made when it is needed") }
    return access(folder, W_OK) == 0
      ? Finding("state", .ok, folder)
      : Finding("state", .fail, "you may not write in \(folder)", "ls -ld \(folder)")
  }
}

import Diagnostics
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
  let context: Context
  let repository: Repository

  func checks() -> [HealthCheck] {
    var found = [state]
    do {
      found.append(settings(try RepositoryLoader.config(in: repository).1))
      let workspace = try context.open(reportingProblems: false)
      found += [records(workspace), pipelines(workspace)] + support(workspace) + [try index()]
    } catch {
      found.append(
        HealthCheck(
          "records", .fail, (error as? Diagnostic)?.message ?? "\(error)", .command(CommandLine("check"))))
    }
    return found
  }

  private func settings(_ problems: [Diagnostic]) -> HealthCheck {
    guard let first = problems.first else { return HealthCheck("crm.yaml", .ok, "valid") }
    let place = first.location.map { "line \($0.line): " } ?? ""
    return HealthCheck("crm.yaml", .fail, place + first.message, .command(CommandLine("check")))
  }

  private func records(_ workspace: Workspace) -> HealthCheck {
    let problems = workspace.snapshot.problems
    return problems.isEmpty
      ? HealthCheck("records", .ok, "all can be read")
      : HealthCheck(
        "records", .fail, "\(problems.count) \(problems.count == 1 ? "file" : "files") cannot be read",
        .command(CommandLine("check")))
  }

  private func pipelines(_ workspace: Workspace) -> HealthCheck {
    let pipelines = workspace.pipelines
    if pipelines.all.isEmpty {
      return HealthCheck(
        "pipelines", .fail, "there is none, so no deal can be added", .command(CommandLine("stages check")))
    }
    let problems = pipelines.problems
    guard let first = problems.first(where: { $0.code != .warning }) ?? problems.first else {
      return HealthCheck("pipelines", .ok, pipelines.all.map(\.id).joined(separator: ", "))
    }
    return HealthCheck(
      "pipelines", first.code == .warning ? .warn : .fail, first.message,
      .command(CommandLine("stages check")))
  }

  /// One line for each view, preset or list of synonyms that cannot be used; none where all can.
  private func support(_ workspace: Workspace) -> [HealthCheck] {
    workspace.supportProblems.map { problem in
      HealthCheck(
        "files", .fail, (problem.location.map { "\($0.file):\($0.line): " } ?? "") + problem.message,
        .command(CommandLine("check")))
    }
  }

  private func index() throws -> HealthCheck {
    guard context.options.usesIndex else {
      return HealthCheck("index", .warn, "not used: CRM_NO_INDEX is set", "unset CRM_NO_INDEX")
    }
    let report = try context.readIndex().report
    if let problem = report.problem {
      return HealthCheck("index", .warn, problem.message, .command(CommandLine("index rebuild")))
    }
    return report.use == .unavailable
      ? HealthCheck(
        "index", .warn, "none can be written, so every read parses all files",
        .command(CommandLine("index rebuild")))
      : HealthCheck("index", .ok, "\(report.files) files")
  }

  /// Where the lock, the journal and the index are.
  private var state: HealthCheck {
    let folder = repository.stateDirectory
    if access(repository.root, W_OK) != 0 {
      return HealthCheck(
        "state", .fail, "you may not write in \(repository.root)", "ls -ld \(repository.root)")
    }
    guard access(folder, F_OK) == 0 else {
      return HealthCheck("state", .ok, "none yet, made when it is needed")
    }
    return access(folder, W_OK) == 0
      ? HealthCheck("state", .ok, folder)
      : HealthCheck("state", .fail, "you may not write in \(folder)", "ls -ld \(folder)")
  }
}

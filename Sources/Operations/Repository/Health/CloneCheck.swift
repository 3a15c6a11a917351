import Diagnostics
import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What `crm doctor` says of the git work tree around the records.
struct CloneCheck {
  let git: Git
  let repository: Repository

  func checks() -> [HealthCheck] {
    guard
      let state = try? git.run(["status", "--porcelain=v2", "--branch", "--untracked-files=all", "--", here]),
      state.succeeded
    else {
      return [HealthCheck("work-tree", .fail, "git cannot read it: \(trouble)", "git status")]
    }
    let lines = state.outputText.split(separator: "\n").map(String.init)
    return [ignored, operation(lines), pending(lines), remote, merging] + hooks
  }

  private var here: String { repository.workTreePrefix.isEmpty ? "." : repository.workTreePrefix }

  private var trouble: String {
    guard let result = try? git.run(["status"]) else { return "it does not start" }
    return result.errorText.split(separator: "\n").first.map(String.init) ?? "status \(result.status)"
  }

  /// Records that git ignores are never committed.
  private var ignored: HealthCheck {
    let path = repository.workTreePrefix + "crm.yaml"
    let result = try? git.run(["check-ignore", "-v", "--no-index", "--", path], literal: false)
    guard let result, result.succeeded else { return HealthCheck("ignored", .ok, "git sees the records") }
    let rule = result.outputText.split(separator: "\t").first.map(String.init) ?? ""
    return HealthCheck(
      "ignored", .fail, "git ignores the records (\(rule)): nothing is committed",
      "git check-ignore -v -- \(path)")
  }

  /// A rebase, a merge and the like, or a head that is on no branch.
  private func operation(_ lines: [String]) -> HealthCheck {
    let folder = repository.gitDirectory ?? ""
    for (name, what, command) in [
      ("rebase-merge", "rebase", "git rebase --continue"),
      ("rebase-apply", "rebase", "git rebase --continue"),
      ("MERGE_HEAD", "merge", "git merge --continue"),
      ("CHERRY_PICK_HEAD", "cherry-pick", "git cherry-pick --continue"),
      ("REVERT_HEAD", "revert", "git revert --continue"), ("BISECT_LOG", "bisect", "git bisect reset"),
    ] where access(folder + "/" + name, F_OK) == 0 {
      let isConflict = lines.contains { $0.hasPrefix("u ") }
      let way: Hint =
        isConflict
        ? .command(CommandLine("conflicts"))
        : what == "merge" ? .command(CommandLine("sync").option("continue")) : Hint(command)
      return HealthCheck("branch", .warn, "git is in the middle of a \(what)", way)
    }
    let head = lines.first { $0.hasPrefix("# branch.head ") }.map { String($0.dropFirst(14)) } ?? ""
    return head == "(detached)"
      ? HealthCheck(
        "branch", .warn, "no branch: new commits belong to none and are easily lost", "git switch -c crm")
      : HealthCheck("branch", .ok, head)
  }

  private func pending(_ lines: [String]) -> HealthCheck {
    let unmerged = lines.count { $0.hasPrefix("u ") }
    if unmerged > 0 {
      let words = unmerged == 1 ? "1 file is in conflict" : "\(unmerged) files are in conflict"
      return HealthCheck("changes", .warn, words, .command(CommandLine("conflicts")))
    }
    let count = lines.count { !$0.hasPrefix("#") }
    if count > 0, GitState(of: repository).operation != nil {
      return HealthCheck(
        "changes", .warn, "\(count) \(count == 1 ? "file waits" : "files wait") for its end", "git status")
    }
    return count == 0
      ? HealthCheck("changes", .ok, "all committed")
      : HealthCheck(
        "changes", .warn, "\(count) \(count == 1 ? "file is" : "files are") not committed",
        "git add -A -- \(here) && git commit")
  }

  private var remote: HealthCheck {
    let names = (try? git.run(["remote"]))?.outputText.split(separator: "\n").map(String.init) ?? []
    return names.isEmpty
      ? HealthCheck("remote", .warn, "none: there is no copy elsewhere", "git remote add origin URL")
      : HealthCheck("remote", .ok, names.joined(separator: ", "))
  }

  /// Whether git merges the records of this clone by field.
  private var merging: HealthCheck {
    switch MergeSettings(git).standing() {
    case .alone: HealthCheck("merging", .ok, "there is nobody to merge with")
    case .byField: HealthCheck("merging", .ok, "git merges records by field")
    case .lacking(let what): HealthCheck("merging", .warn, what, .command(CommandLine("team join")))
    }
  }

  /// Hooks that git passes over, because they may not be executed.
  private var hooks: [HealthCheck] {
    guard let folder = repository.gitCommonDirectory.map({ $0 + "/hooks" }), let handle = opendir(folder)
    else {
      return []
    }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix("."), !name.contains(".") { names.append(name) }
    }
    let idle = names.sorted().filter { access(folder + "/" + $0, X_OK) != 0 }
    if names.isEmpty { return [] }
    return idle.isEmpty
      ? [HealthCheck("hooks", .ok, names.sorted().joined(separator: ", "))]
      : idle.map {
        HealthCheck(
          "hooks", .warn, "\($0) is not executable, so git passes it over", "chmod +x \(folder)/\($0)")
      }
  }
}

package import Diagnostics
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The user's own git, started for the work tree that a repository is in.
///
/// Nothing that came with a clone is executed: hooks run only from the git folder itself, whatever
/// `core.hooksPath` says, a bare repository planted in the tree is never entered, and `PATH` entries inside
/// the tree are passed over.
package struct Git: Sendable {
  package let repository: Repository
  private let executable: String?
  private let environment: [String]
  /// What only fetching and pushing get.
  private let connection: [String]
  /// Whether this process was started by a hook of a commit that another crm is making here.
  let isInsideCommit: Bool

  /// The environment is the process's own, as `KEY=value` entries.
  package init(_ repository: Repository, environment: [String]) {
    self.repository = repository
    let mark = Self.insideCommit + repository.stateDirectory
    isInsideCommit = environment.contains { Path.remainder(of: $0, after: mark) == "" }
    self.environment = Self.scrubbed(environment) + [mark]
    connection = environment.filter(Self.isForConnecting)
    executable = Subprocess.find(
      "git", environment: environment, excluding: repository.workTree ?? repository.root)
  }

  /// Runs git at the top of the work tree and hands back whatever it answers.
  ///
  /// Paths are names and never patterns, but for the few commands that do not know `--literal-pathspecs` and
  /// need not.
  package func run(
    _ arguments: [String], input: [UInt8] = [], literal: Bool = true
  ) throws(Diagnostic) -> SubprocessResult {
    try run(arguments, input: input, literal: literal, index: nil)
  }

  /// The same beside git's own index, where `index` names another file, and with another folder for the work tree.
  func run(
    _ arguments: [String], input: [UInt8] = [], literal: Bool = true, index: String?, workTree: String? = nil
  ) throws(Diagnostic) -> SubprocessResult {
    try run(
      arguments, input: input, literal: literal, workTree: workTree,
      environment: environment + (index.map { ["GIT_INDEX_FILE=" + $0] } ?? []))
  }

  /// Runs git with the user's own ways to connect; it may ask for a password where `asks` says that somebody is there.
  func connect(_ arguments: [String], asks: Bool) throws(Diagnostic) -> SubprocessResult {
    let own = asks ? environment.filter { $0 != "GIT_TERMINAL_PROMPT=0" } : environment
    return try run(arguments, environment: own + connection)
  }

  private func run(
    _ arguments: [String], input: [UInt8] = [], literal: Bool = true, workTree: String? = nil,
    environment: [String]
  ) throws(Diagnostic) -> SubprocessResult {
    guard let executable else { throw Self.missing }
    var all = ["git", "-c", "safe.bareRepository=explicit", "-c", "core.fsmonitor=false"]
    if literal { all.append("--literal-pathspecs") }
    if let common = repository.gitCommonDirectory {
      all += ["-c", "core.hooksPath=" + Path.join(common, "hooks")]
    }
    if let workTree, let gitDirectory = repository.gitDirectory {
      all += ["--git-dir=" + gitDirectory, "--work-tree=" + workTree]
    }
    all += ["-C", workTree ?? repository.workTree ?? repository.root]
    do throws(IOError) {
      return try Subprocess.run(executable, all + arguments, environment: environment, input: input)
    } catch {
      throw error.diagnostic
    }
  }

  /// Runs git and takes every status but 0 for an error, worded with git's first line.
  func require(
    _ arguments: [String], input: [UInt8] = [], index: String? = nil, workTree: String? = nil
  ) throws(Diagnostic) -> SubprocessResult {
    let result = try run(arguments, input: input, index: index, workTree: workTree)
    if !result.succeeded { throw Self.failure(result) }
    return result
  }

  /// The name that the user's commits bear; nil when none is set or there is no git.
  package func currentUser() -> String? { identity("GIT_AUTHOR_NAME", "user.name") }

  /// The address that the user's commits bear; nil when git knows none.
  package func authorEmail() -> String? {
    guard let result = try? run(["var", "GIT_AUTHOR_IDENT"]), result.succeeded else { return nil }
    // "Gleb Petrov <gleb@example.com> 1795506000 +0100"
    let address = result.outputText.split(separator: "<").last?.split(separator: ">").first
    return address.map(String.init)
  }

  private func identity(_ variable: String, _ key: String) -> String? {
    if let own = environment(variable) { return own }
    guard let result = try? run(["config", "--get", key]), result.succeeded else { return nil }
    let name = result.outputText.split(separator: "\n").first.map(String.init) ?? ""
    return name.isEmpty ? nil : name
  }

  /// A variable of the environment that git gets, nil when unset or empty.
  func environment(_ name: String) -> String? {
    let value = environment.lazy.compactMap { Path.remainder(of: $0, after: name + "=") }.first
    return value.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// `git init`; the repository must be opened anew afterwards to see its git folder.
  package func initRepository() throws(Diagnostic) {
    guard let executable else { throw Self.missing }
    let result: SubprocessResult
    do throws(IOError) {
      result = try Subprocess.run(
        executable, ["git", "init", "-q", "--", repository.root], environment: environment)
    } catch {
      throw error.diagnostic
    }
    if !result.succeeded { throw Self.failure(result) }
    // git's objects say all that the records say; git itself makes its folder for everybody to read.
    if let made = try Repository(root: repository.root).gitDirectory, repository.permissions() == .personal {
      _ = chmod(made, 0o700)
    }
  }

  // MARK: Words

  static let missing = Diagnostic(
    .io, "git is not installed, or not in PATH",
    hints: ["install git, or switch commits off in crm.yaml: git: {commit: off}"])

  static let identityHint: Hint =
    "set your name and address: git config --global user.name NAME; git config --global user.email MAIL"

  /// What stands for git's own words where it has none.
  static let silentFailure = "git failed with status "

  static func failure(_ result: SubprocessResult) -> Diagnostic {
    let text = result.errorText
    let line = text.split(separator: "\n").first.map(String.init) ?? silentFailure + "\(result.status)"
    let words = ["fatal: ", "error: "].reduce(line) {
      $0.hasPrefix($1) ? String($0.dropFirst($1.utf8.count)) : $0
    }
    var hints: [Hint] = []
    if text.contains("index.lock") {
      hints.append("another git command is at work; if none is, delete the index.lock file that git names")
    }
    if text.contains("tell me who you are") || text.contains("empty ident") || text.contains("auto-detect") {
      hints.append(identityHint)
    }
    // The first bytes of an index of crm, read as git reads its own.
    if text.contains("bad signature 0x63726d69") || text.contains("bad signature 0x696d7263") {
      hints.append(
        "an earlier crm overwrote git's index; mend it with: \(CommandLine("check").option("fix"))")
    }
    return Diagnostic(.io, "git: \(words)", hints: hints)
  }

  // MARK: Environment

  /// Variables that only say who the user is or where their settings are.
  private static let kept: Set<String> = [
    "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_AUTHOR_DATE", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL",
    "GIT_COMMITTER_DATE", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM",
  ]

  /// By this variable a crm that a hook calls knows that its change is committed for it.
  private static let insideCommit = "CRM_COMMITTING="

  /// Without the variables that would lead git to another repository, index or program, as inside a git hook.
  static func scrubbed(_ environment: [String]) -> [String] {
    let own = environment.filter { entry in
      let key = entry.prefix { $0 != "=" }
      if key == insideCommit.dropLast() { return false }
      if key.hasPrefix("GIT_") { return kept.contains(String(key)) }
      return key != "LC_ALL" && key != "LANGUAGE"
    }
    // git's words are looked at, so they must be English.
    return own + ["LC_ALL=C", "GIT_TERMINAL_PROMPT=0", "GIT_EDITOR=true"]
  }

  // MARK: Paths

  /// The path as git knows it, from the top of the work tree.
  func gitPath(_ path: String) -> String { repository.workTreePrefix + path }

  /// The reverse; nil for a path outside of the repository.
  func ownPath(_ path: String) -> String? { Path.remainder(of: path, after: repository.workTreePrefix) }

  static func nulJoined(_ paths: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    for path in paths {
      bytes += path.utf8
      bytes.append(0)
    }
    return bytes
  }

  static func nulSplit(_ bytes: [UInt8]) -> [String] {
    var fields = bytes.split(separator: 0, omittingEmptySubsequences: false)
    if fields.last?.isEmpty == true { fields.removeLast() }
    return fields.map { String(decoding: $0, as: UTF8.self) }
  }
}

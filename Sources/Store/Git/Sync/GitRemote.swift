package import Diagnostics
import Text

/// The branch that a clone works on, and the one of another repository that it goes with.
package struct Upstream: Sendable, Hashable {
  /// As `refs/heads/main`.
  package var branch: String
  /// A name from git's settings, or an address.
  package var remote: String
  /// The remote's branch, as `refs/heads/main`.
  package var remoteBranch: String
  /// Whether git's settings say so; else the first push makes them.
  package var isConfigured: Bool
  /// Whether commits are to be signed.
  package var signs: Bool
  /// Whether git has a driver here that merges records by field.
  package var hasDriver: Bool

  /// `main`
  package var branchName: String { Path.remainder(of: branch, after: "refs/heads/") ?? branch }
  /// `main`
  package var remoteBranchName: String {
    Path.remainder(of: remoteBranch, after: "refs/heads/") ?? remoteBranch
  }
}

/// What became of a push.
package enum PushOutcome: Sendable {
  case accepted
  /// Somebody else pushed first, or is pushing now; what git said of it.
  case outrun(Diagnostic)
}

/// Fetching from and pushing to another repository; here alone git gets the user's own ways to connect.
extension Git {
  private static let connecting: [String] = [
    "GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSH_VARIANT", "GIT_ASKPASS", "GIT_PROXY_COMMAND", "GIT_SSL_CAINFO",
    "GIT_SSL_CAPATH", "GIT_SSL_CERT", "GIT_SSL_KEY", "GIT_SSL_NO_VERIFY", "GIT_HTTP_LOW_SPEED_LIMIT",
    "GIT_HTTP_LOW_SPEED_TIME", "GIT_HTTP_PROXY_AUTHMETHOD", "GIT_HTTP_USER_AGENT", "GIT_ALLOW_PROTOCOL",
    "GIT_PROTOCOL_FROM_USER", "GIT_CONFIG_COUNT",
  ]

  static func isForConnecting(_ entry: String) -> Bool {
    let key = entry.prefix { $0 != "=" }
    return connecting.contains(String(key)) || key.hasPrefix("GIT_CONFIG_KEY_")
      || key.hasPrefix("GIT_CONFIG_VALUE_")
  }

  /// Where the branch goes; throws with the way out where that cannot be told.
  package func upstream(remote named: String?) throws(Diagnostic) -> Upstream {
    guard let branch = headBranch() else {
      throw Diagnostic(
        .conflict, "git's HEAD is detached, so there is no branch to sync",
        hints: ["go to a branch first: git switch main", "or make one of what is here: git switch -c NAME"])
    }
    let result = try run([
      "config", "-z", "--get-regexp",
      "^(branch\\..*\\.(remote|merge)|remote\\..*\\.url|commit\\.gpgsign|merge\\.crm\\.driver)$",
    ])
    if result.status > 1 { throw Self.failure(result) }
    var settings: [(key: String, value: String)] = []
    for field in Self.nulSplit(result.output) {
      guard let end = field.utf8.firstIndex(of: 0x0A) else { continue }
      settings.append((String(field[..<end]), String(field[field.utf8.index(after: end)...])))
    }
    func setting(_ key: String) -> String? { settings.last { $0.key == key }?.value }
    let name = Path.remainder(of: branch, after: "refs/heads/") ?? branch
    let merge = setting("branch.\(name).merge")
    let own = setting("branch.\(name).remote")
    let hasDriver = setting("merge.crm.driver") != nil
    let signs = ["true", "yes", "on", "1"].contains(setting("commit.gpgsign")?.lowercased() ?? "")
    if let own, let merge, named == nil || named == own {
      return Upstream(
        branch: branch, remote: own, remoteBranch: merge, isConfigured: true, signs: signs,
        hasDriver: hasDriver)
    }
    let names = settings.compactMap { key, _ in
      Path.remainder(of: key, after: "remote.").map { Path.dropping(".url", from: $0) }
    }
    let remote: String
    if let named {
      guard names.contains(named) else {
        throw Diagnostic(
          .notFound, "there is no remote \"\(named)\"",
          hints: [
            names.isEmpty
              ? "name one: git remote add \(named) ADDRESS" : "git knows: \(Array(Set(names)).sorted())"
          ])
      }
      remote = named
    } else if let own {
      remote = own
    } else if names.contains("origin") {
      remote = "origin"
    } else if Set(names).count == 1, let only = names.first {
      remote = only
    } else if names.isEmpty {
      throw Diagnostic(
        .notFound, "there is no remote to sync with",
        hints: [
          "name one: git remote add origin ADDRESS, such as of an empty repository: git init --bare FOLDER"
        ])
    } else {
      throw Diagnostic(
        .ambiguous, "\(name) follows no branch, and there are \(Set(names).count) remotes",
        hints: [
          "choose one: \(CommandLine("sync").option("remote", .blank("NAME"))); git knows \(Array(Set(names)).sorted())"
        ])
    }
    return Upstream(
      branch: branch, remote: remote, remoteBranch: branch, isConfigured: false, signs: signs,
      hasDriver: hasDriver)
  }

  /// The same asked of git itself, where its file cannot be read.
  func branchOfHead() throws(Diagnostic) -> String? {
    if let name = headBranch() { return name }
    let result = try run(["symbolic-ref", "--quiet", "HEAD"])
    if result.status > 1 { throw Self.failure(result) }
    return result.outputText.split(separator: "\n").first.map(String.init)
  }

  /// The branch that HEAD names, as `refs/heads/main`; nil where it names a commit.
  package func headBranch() -> String? {
    guard let folder = repository.gitDirectory,
      let bytes = (try? System.read(Path.join(folder, "HEAD"), limit: 4096)) ?? nil
    else { return nil }
    let line = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
    return Path.remainder(of: line, after: "ref: ").flatMap { $0.hasPrefix("refs/heads/") ? $0 : nil }
  }

  /// Fetches the remote's branch and returns its commit; nil where the remote has no such branch.
  package func fetch(_ upstream: Upstream, deepening: Bool = false, asks: Bool) throws(Diagnostic) -> String?
  {
    let depth = deepening ? ["--unshallow"] : []
    let result = try connect(
      ["fetch", "--quiet", "--recurse-submodules=no", "--no-auto-maintenance"] + depth + [
        "--", upstream.remote, upstream.remoteBranch,
      ],
      asks: asks)
    if !result.succeeded {
      if result.errorText.contains("find remote ref") { return nil }
      throw Self.unreachable(upstream.remote, result)
    }
    guard let folder = repository.gitDirectory,
      let bytes = (try? System.read(Path.join(folder, "FETCH_HEAD"), limit: 1 << 16)) ?? nil
    else { throw Diagnostic(.io, "what git fetched cannot be read", hints: ["nothing was changed"]) }
    let name = String(decoding: bytes.prefix { $0 != 0x09 && $0 != 0x0A }, as: UTF8.self)
    guard Self.isName(name) else {
      throw Diagnostic(.io, "git fetched no commit", hints: ["nothing was changed"])
    }
    return name
  }

  /// Pushes a commit to the remote's branch, as git would: its hook before a push runs.
  package func push(_ commit: String, to upstream: Upstream, asks: Bool) throws(Diagnostic) -> PushOutcome {
    let result = try connect(
      ["push", "--porcelain", "--", upstream.remote, "\(commit):\(upstream.remoteBranch)"], asks: asks)
    // What the other side took stays taken, also where git then could not note it here.
    let isTaken = result.outputText.split(separator: "\n").contains { line in
      [" \t", "*\t", "=\t"].contains { line.hasPrefix($0) } && line.contains(":\(upstream.remoteBranch)\t")
    }
    if result.succeeded || isTaken { return .accepted }
    // "!\t<from>:<to>\t[rejected] (fetch first)"
    let rejections = result.outputText.split(separator: "\n").filter { $0.hasPrefix("!\t") }
    let races = [
      "(fetch first)", "(non-fast-forward)", "cannot lock ref", "failed to update ref", "incorrect old value",
      "reference already exists", "(stale info)", "failed to lock",
    ]
    if let race = rejections.first(where: { line in races.contains(where: line.contains) }) {
      return .outrun(Self.refused(upstream.remote, String(race), result))
    }
    if let rejection = rejections.first { throw Self.refused(upstream.remote, String(rejection), result) }
    throw Self.unreachable(upstream.remote, result)
  }

  /// Lets git tidy up after something came, as it does after its own fetches; whatever comes of it.
  package func maintain() { _ = try? run(["maintenance", "run", "--auto", "--quiet"]) }

  /// Makes the branch follow the remote's.
  package func follow(_ upstream: Upstream) throws(Diagnostic) {
    _ = try require(["config", "branch.\(upstream.branchName).remote", upstream.remote])
    _ = try require(["config", "branch.\(upstream.branchName).merge", upstream.remoteBranch])
  }

  /// Whether this clone has only the last part of the history.
  package var isShallow: Bool {
    guard let common = repository.gitCommonDirectory else { return false }
    return (try? System.status(Path.join(common, "shallow"))) ?? nil != nil
  }

  // MARK: Words

  private static func unreachable(_ remote: String, _ result: SubprocessResult) -> Diagnostic {
    let lines = result.errorText.split(whereSeparator: \.isNewline).map(String.init)
    let said = lines.first { $0.hasPrefix("fatal: ") || $0.hasPrefix("error: ") } ?? lines.first
    var hints: [Hint] = lines.filter { $0 != said && !$0.hasPrefix("hint:") }.prefix(8).map { "git: \($0)" }
    if said == nil { hints = [] }
    hints.append("nothing was changed; look at: git remote -v")
    let words = ["fatal: ", "error: "].reduce(said ?? silentFailure + "\(result.status)") {
      $0.hasPrefix($1) ? String($0.dropFirst($1.utf8.count)) : $0
    }
    return Diagnostic(.io, "cannot sync with \(remote): \(words)", hints: hints)
  }

  /// What the other side said, and why it took nothing.
  private static func refused(_ remote: String, _ line: String, _ result: SubprocessResult) -> Diagnostic {
    let why = line.split(separator: "\t").last.map(String.init) ?? line
    let words = result.errorText.split(separator: "\n").map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return String(line)
    }.filter { $0.hasPrefix("remote: ") && $0 != "remote: " }
    return Diagnostic(
      .io, "\(remote) did not take the push: \(why)",
      hints: words.prefix(20).map { Hint($0) } + ["nothing was changed here; mend it and sync again"])
  }
}

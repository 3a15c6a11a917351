import Dates
import Diagnostics
import Records
import Store
import Threads

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What `crm doctor` says of the machine and of its user's surroundings.
struct MachineCheck {
  typealias Finding = Doctor.Finding

  let session: Session

  private var environment: [String: String] { session.world.environment }

  func findings(_ repository: Repository?) -> [Finding] {
    [git(repository)] + user(repository) + [zones(repository), locale, editor, terminal]
  }

  /// Whether there is a git, and which.
  private func git(_ repository: Repository?) -> Finding {
    let childEnvironment = session.childEnvironment
    let excluded = repository?.workTree ?? repository?.root
    guard
      let path = Subprocess.find("git", environment: childEnvironment, excluding: excluded),
      let result = try? Subprocess.run(path, ["git", "--version"], environment: childEnvironment)
    else {
      return Finding(
        "git", .warn, "not found in PATH: changes are written and not committed", "sudo apt-get install git")
    }
    let version =
      result.outputText.split(whereSeparator: \.isWhitespace).dropFirst(2).first.map(String.init) ?? "?"
    return Finding("git", .ok, "\(version), \(path)")
  }

  /// The name and address that commits bear, and who acts in crm.
  private func user(_ repository: Repository?) -> [Finding] {
    guard let repository else { return [] }
    let git = session.git(repository)
    func value(_ key: String, _ variable: String) -> String? {
      if let own = environment[variable], !own.isEmpty { return own }
      guard let result = try? git.run(["config", "--get", key]), result.succeeded else { return nil }
      return result.outputText.split(separator: "\n").first.map(String.init)
    }
    var found: [Finding] = []
    switch (value("user.name", "GIT_AUTHOR_NAME"), value("user.email", "GIT_AUTHOR_EMAIL")) {
    case (let name?, let email?): found.append(Finding("git-user", .ok, "\(name) <\(email)>"))
    case (nil, _):
      found.append(
        Finding(
          "git-user", .warn, "git knows no name for your commits", "git config --global user.name 'Your Name'"
        ))
    default:
      found.append(
        Finding(
          "git-user", .warn, "git knows no address for your commits",
          "git config --global user.email you@example.com"))
    }
    guard let config = try? RepositoryLoader.config(in: repository).0, !config.owners.isEmpty else {
      return found
    }
    let user = session.user(repository)
    let isListed = config.owner(config.ownerID(user)) != nil
    found.append(
      isListed
        ? Finding("owner", .ok, "you are \(config.ownerID(user))")
        : Finding(
          "owner", .warn, "crm.yaml lists no owner \"\(user)\", so nothing is yours",
          "export CRM_USER=\(config.owners[0].id)"))
    return found
  }

  /// The zone of the repository, and the data that says when its clocks change.
  private func zones(_ repository: Repository?) -> Finding {
    let name = repository.flatMap { try? RepositoryLoader.config(in: $0).0.timezone } ?? "UTC"
    let install: Hint = "sudo apt-get install tzdata"
    guard let folder = Zone.directories.first(where: { access($0 + "/UTC", R_OK) == 0 }) else {
      return Finding(
        "time-zones", .warn, "this machine has no zone data; \(name) is taken from a table of today's rules",
        install)
    }
    let data = "data\(MachineCheck.version(in: folder)) in \(folder)"
    return Zone(named: name) == nil
      ? Finding("time-zones", .fail, "\(data) has no zone \"\(name)\"", install)
      : Finding("time-zones", .ok, "\(name), \(data)")
  }

  /// ` 2026a`, as the data names itself; empty where it does not.
  private static func version(in folder: String) -> String {
    for (name, mark) in [("tzdata.zi", "# version "), ("+VERSION", "")] {
      guard let bytes = try? WholeFile.read(folder + "/" + name, named: name) else { continue }
      let line = String(decoding: bytes.prefix { $0 != 0x0a }, as: UTF8.self)
      if line.hasPrefix(mark) { return " " + line.dropFirst(mark.count) }
    }
    return ""
  }

  private var locale: Finding {
    let name = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    let lower = (name ?? "").lowercased()
    return lower.contains("utf-8") || lower.contains("utf8")
      ? Finding("locale", .ok, name ?? "")
      : Finding(
        "locale", .warn, "\(name ?? "none set"): names may look wrong in this terminal",
        "export LC_ALL=C.UTF-8")
  }

  private var editor: Finding {
    let name = ["VISUAL", "EDITOR"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    guard let name else {
      return Finding("editor", .warn, "$EDITOR is not set: crm … edit opens vi", "export EDITOR=nano")
    }
    let program = name.split(separator: " ").first.map(String.init) ?? name
    let isThere =
      program.contains("/")
      ? access(program, X_OK) == 0
      : Subprocess.find(program, environment: session.childEnvironment, excluding: nil) != nil
    return isThere
      ? Finding("editor", .ok, name)
      : Finding("editor", .warn, "$EDITOR is \(name), which is not in PATH", "export EDITOR=nano")
  }

  private var terminal: Finding {
    guard session.world.isOutputTerminal else {
      return Finding("terminal", .ok, "none, so no colours and no questions")
    }
    let width = session.world.width.map { "\($0) columns" } ?? "of unknown width"
    let color = session.hasColor(isTerminal: true) ? "colours" : "no colours"
    return (session.world.width ?? 80) < 60
      ? Finding("terminal", .warn, "\(width), \(color): tables become blocks")
      : Finding("terminal", .ok, "\(width), \(color)")
  }
}

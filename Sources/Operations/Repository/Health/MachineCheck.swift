import Dates
import Diagnostics
import Facts
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
  let context: Context

  func checks(_ repository: Repository?) -> [HealthCheck] {
    [git(repository)] + user(repository) + [zones(repository)] + workingDays(repository) + [locale, editor]
  }

  /// Whether there is a git, and which.
  private func git(_ repository: Repository?) -> HealthCheck {
    let excluded = repository?.workTree ?? repository?.root
    guard
      let path = Subprocess.find("git", environment: context.environment, excluding: excluded),
      let result = try? Subprocess.run(path, ["git", "--version"], environment: context.environment)
    else {
      return HealthCheck(
        "git", .warn, "not found in PATH: changes are written and not committed", "sudo apt-get install git")
    }
    let version =
      result.outputText.split(whereSeparator: \.isWhitespace).dropFirst(2).first.map(String.init) ?? "?"
    return HealthCheck("git", .ok, "\(version), \(path)")
  }

  /// The name and address that commits bear, and who acts in crm.
  private func user(_ repository: Repository?) -> [HealthCheck] {
    guard let repository else { return [] }
    let git = context.git(repository)
    func value(_ key: String, _ variable: String) -> String? {
      if let own = context.variable(variable) { return own }
      guard let result = try? git.run(["config", "--get", key]), result.succeeded else { return nil }
      return result.outputText.split(separator: "\n").first.map(String.init)
    }
    var found: [HealthCheck] = []
    switch (value("user.name", "GIT_AUTHOR_NAME"), value("user.email", "GIT_AUTHOR_EMAIL")) {
    case (let name?, let email?): found.append(HealthCheck("git-user", .ok, "\(name) <\(email)>"))
    case (nil, _):
      found.append(
        HealthCheck(
          "git-user", .warn, "git knows no name for your commits", "git config --global user.name 'Your Name'"
        ))
    default:
      found.append(
        HealthCheck(
          "git-user", .warn, "git knows no address for your commits",
          "git config --global user.email you@example.com"))
    }
    guard let config = try? RepositoryLoader.config(in: repository).0, !config.owners.isEmpty else {
      return found
    }
    let user = context.user(repository).value
    let own = config.owner(context.asker(in: config, repository).value)
    found.append(
      own != nil
        ? HealthCheck("owner", .ok, "you are \(own?.id ?? user)")
        : HealthCheck(
          "owner", .warn, "crm.yaml lists no owner \"\(user)\", so nothing is yours",
          "list yourself in owners of crm.yaml, or say who you are: export CRM_USER=ID"))
    return found
  }

  /// The zone of the repository, and the data that says when its clocks change.
  private func zones(_ repository: Repository?) -> HealthCheck {
    let name = repository.flatMap { try? RepositoryLoader.config(in: $0).0.timezone } ?? "UTC"
    let install: Hint = "sudo apt-get install tzdata"
    guard let folder = Zone.directories.first(where: { access($0 + "/UTC", R_OK) == 0 }) else {
      return HealthCheck(
        "time-zones", .warn, "this machine has no zone data; \(name) is taken from a table of today's rules",
        install)
    }
    let data =
      "data\(Zone.dataVersion(in: folder).map { " " + $0 } ?? "") in \(folder), "
      + "places and phones by \(ClientClock.tableVersion)"
    return Zone(named: name) == nil
      ? HealthCheck("time-zones", .fail, "\(data) has no zone \"\(name)\"", install)
      : HealthCheck("time-zones", .ok, "\(name), \(data)")
  }

  /// Until when the decreed working days are known that somebody's hours go by.
  private func workingDays(_ repository: Repository?) -> [HealthCheck] {
    guard let config = repository.flatMap({ try? RepositoryLoader.config(in: $0).0 }) else { return [] }
    let used = Set(([config.hours] + config.owners.map(\.hours)).compactMap(\.calendar))
    let today = config.zone.date(context.now)
    return WorkCalendar.allCases.filter(used.contains).map { calendar in
      let last = calendar.known.lastDay
      let text = "those of \(calendar.title) are known until \(last)"
      return last.days(since: today) > 30
        ? HealthCheck("working-days", .ok, text)
        : HealthCheck(
          "working-days", .warn, text + "; later ones are counted by their weekday",
          "name days off and working weekends under hours in crm.yaml, or update crm")
    }
  }

  private var locale: HealthCheck {
    let name = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(context.variable).first
    let lower = (name ?? "").lowercased()
    return lower.contains("utf-8") || lower.contains("utf8")
      ? HealthCheck("locale", .ok, name ?? "")
      : HealthCheck(
        "locale", .warn, "\(name ?? "none set"): names may look wrong in this terminal",
        "export LC_ALL=C.UTF-8")
  }

  private var editor: HealthCheck {
    let name = ["VISUAL", "EDITOR"].lazy.compactMap(context.variable).first
    guard let name else {
      return HealthCheck("editor", .warn, "$EDITOR is not set: crm … edit opens vi", "export EDITOR=nano")
    }
    let program = name.split(separator: " ").first.map(String.init) ?? name
    let isThere =
      program.contains("/")
      ? access(program, X_OK) == 0
      : Subprocess.find(program, environment: context.environment, excluding: nil) != nil
    return isThere
      ? HealthCheck("editor", .ok, name)
      : HealthCheck("editor", .warn, "$EDITOR is \(name), which is not in PATH", "export EDITOR=nano")
  }
}

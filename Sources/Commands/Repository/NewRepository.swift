import Dates
import Diagnostics
import Records
import Rules
import Store
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A repository to be made: its folder, its settings, its first files.
struct NewRepository {
  /// As given on the command line.
  let folder: String
  /// What a relative folder is relative to.
  let base: String
  let settings: Settings
  let usesGit: Bool

  struct Settings {
    let timezone: String
    /// Nil where neither an option nor the locale tells.
    let country: String?
    let currency: String
    let language: String
  }

  /// What was made, or would be.
  struct Made {
    let root: String
    let files: [String]
    let isGitWorkTree: Bool
    let isWorkingDirectory: Bool
  }

  func make(in session: Session) throws -> Made {
    let isDry = session.global.dryRun
    let path = Path.absolute(folder, in: base)
    if let repository = try existing(path) {
      let kept = try check(repository)
      let made = self.made(repository, leavingOut: kept, session)
      return isDry ? made : try write(repository, kept, session)
    }
    if isDry {
      return Made(
        root: NewRepository.normalized(path), files: files.map(\.path), isGitWorkTree: usesGit,
        isWorkingDirectory: false)
    }
    try makeFolders(path)
    return try write(try Repository(root: try Repository.resolve(folder, from: base)), [], session)
  }

  private func existing(_ path: String) throws(Diagnostic) -> Repository? {
    do throws(Diagnostic) {
      return try Repository(root: try Repository.resolve(path, from: base))
    } catch {
      if error.code == .notFound { return nil }
      throw error
    }
  }

  /// The paths of files that are there already and stay as they are; refuses where a repository is.
  private func check(_ repository: Repository) throws(Diagnostic) -> [String] {
    var kept: [String] = []
    for file in files {
      guard try RecordFile.readIfPresent(file.path, in: repository) != nil else { continue }
      if file.path == "crm.yaml" {
        throw Diagnostic(
          .conflict, "\(repository.root) is a repository already: it has a crm.yaml",
          hints: ["is it sound? \(CommandLine("check"))"])
      }
      kept.append(file.path)
    }
    return kept
  }

  private func made(_ repository: Repository, leavingOut kept: [String], _ session: Session) -> Made {
    Made(
      root: repository.root, files: files.map(\.path).filter { !kept.contains($0) },
      isGitWorkTree: repository.isGitWorkTree || usesGit,
      isWorkingDirectory: repository.root
        == (try? Repository.resolve(".", from: session.world.workingDirectory)))
  }

  private func write(_ found: Repository, _ kept: [String], _ session: Session) throws -> Made {
    var repository = found
    if usesGit, !repository.isGitWorkTree {
      try session.git(repository).initRepository()
      repository = try Repository(root: repository.root)
    }
    let gitWarning = usesGit ? try session.gitWarning(in: repository) : nil
    let lock = try RepositoryLock.acquire(
      .exclusive, in: repository, command: CommandLine("init").description)
    // Looked at again under the lock: two at once must not both think that they are first.
    var kept = kept
    kept = try check(repository)
    var changes = files.filter { !kept.contains($0.path) }.map {
      FileChange(path: $0.path, action: .create(Array($0.text.utf8)))
    }
    if kept.contains(".gitignore"), let change = try ignoring(repository) { changes.append(change) }
    let report = try Transaction.commit(
      changes, message: "crm: new repository", git: usesGit && repository.isGitWorkTree, in: repository,
      lock: lock,
      merge: { _, _, _, _ in nil })
    _ = consume lock
    for warning in report.warnings + [gitWarning].compactMap({ $0 }) { session.warn(warning) }
    for conflict in report.conflicts { session.fail(conflict.diagnostic) }
    if report.awaitsGit { session.commitPending(in: repository) }
    let made = made(repository, leavingOut: [], session)
    return Made(
      root: made.root, files: changes.map(\.path), isGitWorkTree: repository.isGitWorkTree,
      isWorkingDirectory: made.isWorkingDirectory)
  }

  /// A `.gitignore` that was there gets one line more.
  private func ignoring(_ repository: Repository) throws -> FileChange? {
    let before = try RecordFile.read(".gitignore", in: repository)
    let lines = before.split(whereSeparator: { $0 == 0x0a || $0 == 0x0d }).map {
      String(decoding: $0, as: UTF8.self)
    }
    guard !lines.contains(where: { [".crm", ".crm/", "/.crm", "/.crm/"].contains($0) }) else { return nil }
    let isOpen = before.last.map { $0 != 0x0a } ?? false
    return FileChange(
      path: ".gitignore",
      action: .replace(before: before, after: before + Array(((isOpen ? "\n" : "") + ".crm/\n").utf8)))
  }

  /// A path without `.` and `..`, for a folder that need not exist.
  private static func normalized(_ path: String) -> String {
    var parts: [String] = []
    for part in Path.components(path) where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// Makes every missing folder of a path, for this user alone.
  private func makeFolders(_ path: String) throws(Diagnostic) {
    var place = ""
    for name in Path.components(path) {
      place += "/" + name
      guard mkdir(place, 0o700) != 0, errno != EEXIST, errno != EISDIR else { continue }
      let cause = String(cString: strerror(errno))
      throw Diagnostic(.io, "the folder \(place) cannot be made: \(cause)")
    }
  }

  // MARK: Files

  private var files: [(path: String, text: String)] {
    [
      ("crm.yaml", settings.text), (DefaultPipeline.path, DefaultPipeline.text(language: settings.language)),
      (".gitignore", ".crm/\n"),
    ]
  }
}

extension NewRepository.Settings {
  /// Options first, then the system's zone, the locale's country, the country's currency, else EUR.
  init(
    timezone: String?, country: String?, currency: String?, language: String?, world: World
  ) throws(Diagnostic) {
    if let timezone {
      guard Zone(named: timezone) != nil else {
        throw Diagnostic(
          .invalidValue, "--timezone: there is no time zone \"\(timezone)\"",
          hints: ["zones are named like Europe/Berlin"])
      }
      self.timezone = timezone
    } else {
      self.timezone = world.systemZone.flatMap { Zone(named: $0) == nil ? nil : $0 } ?? "UTC"
    }
    let locale = Locale(environment: world.environment)
    if let country {
      guard country.utf8.count == 2, country.utf8.allSatisfy(Locale.isLetter) else {
        throw Diagnostic(.invalidValue, "--country takes two letters, such as DE, not \"\(country)\"")
      }
      self.country = country.uppercased()
    } else {
      self.country = locale.country
    }
    if let currency {
      guard currency.utf8.count == 3, currency.utf8.allSatisfy(Locale.isLetter) else {
        throw Diagnostic(.invalidValue, "--currency takes three letters, such as EUR, not \"\(currency)\"")
      }
      self.currency = currency.uppercased()
    } else {
      self.currency = self.country.flatMap { CountryCurrency.code(of: $0) } ?? "EUR"
    }
    if let language {
      guard ["en", "ru", "kk"].contains(language) else {
        throw Diagnostic(.invalidValue, "--lang takes en, ru or kk, not \"\(language)\"")
      }
      self.language = language
    } else {
      self.language = ["ru", "kk"].first { $0 == locale.language } ?? "en"
    }
  }

  /// `crm.yaml`.
  var text: String {
    let zone = "timezone: \(timezone)"
    let country = self.country.map { "country: \($0)" } ?? "# country: DE"
    let money = "currency: \(currency)"
    let language = "lang: \(language)"
    func line(_ text: String, _ remark: String) -> String {
      text + String(repeating: " ", count: max(1, 32 - text.count)) + "# " + remark
    }
    let quoted = self.country == "NO" ? "country: \"NO\"" : country
    return """
      # The settings of this CRM repository; crm check looks for faults in them.
      format: 1
      \(line(zone, "of every time that is written without one"))
      \(line(quoted, "whose phones are written without a country code"))
      \(line(money, "of deals and products that name none"))
      \(line(language, "of digests and proposals: en, ru or kk"))
      hours: {days: [mon, tue, wed, thu, fri], from: "09:00", to: "18:00"}
      # hours may also have  breaks: ["13:00-14:00"], holidays: [2027-01-01..2027-01-08], capacity: 4
      # owners:                       # none listed: any name is accepted
      # - {id: gleb, name: Gleb Petrov, email: gleb@example.com}
      # fields:                       # custom fields, known everywhere once they stand here
      # - {kind: deal, key: square_metres, type: number, title: m²}
      \(line("git: {commit: auto}", "auto: every change is a commit; off: none"))

      """
  }
}

/// What `LC_ALL` or `LANG` says of language and country.
struct Locale {
  let language: String?
  let country: String?

  /// The first of `LC_ALL`, `LC_MESSAGES`, `LANG` that is set: `ru_RU.UTF-8`.
  init(environment: [String: String]) {
    let text =
      ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    let name = text.prefix { $0 != "." && $0 != "@" }
    let parts = name.split(separator: "_")
    guard let first = parts.first, first.utf8.count >= 2, first != "POSIX" else {
      (language, country) = (nil, nil)
      return
    }
    language = first.lowercased()
    country =
      parts.count > 1 && parts[1].utf8.count == 2 && parts[1].utf8.allSatisfy(Locale.isLetter)
      ? parts[1].uppercased() : nil
  }

  static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte) }
}

import Dates
import Records
import SeededRandomness
import Store
import YAML

@testable import Commands

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a command printed and how it ended.
struct Outcome: Equatable {
  let status: Int32
  let output: [UInt8]
  let errors: [UInt8]
}

/// A small repository that is edited by every way there is, with the program run in this process.
final class EditedRepository {
  struct Failed: Error, CustomStringConvertible {
    let what: String
    init(_ what: String, _ number: Int32 = 0) {
      self.what = number == 0 ? what : "\(what): \(String(cString: strerror(number)))"
    }
    var description: String { what }
  }

  enum Reading { case index, files }

  let folder: String
  let usesGit: Bool
  var random: SeededRandom
  /// What was done so far.
  var log: [String] = []
  var settings: RepositorySettings
  /// The stems that records were ever given.
  var stems: [Kind: [String]] = [:]
  /// What files held before they were edited.
  var earlier: [String: [UInt8]] = [:]
  /// Folders and files that were moved away: where they lie now, and where they came from.
  var attic: [(path: String, origin: String)] = []
  private var mint: IDMint
  private var runs: UInt64 = 0
  private var tables: (settings: String, schema: Schema)?
  private var parsed: (words: [String], route: CommandRoute)?

  init(seed: UInt64, usesGit: Bool) throws {
    var template = "/tmp/crm-equal-XXXXXX".utf8.map { CChar(bitPattern: $0) } + [0]
    guard mkdtemp(&template) != nil, let real = realpath(template, nil) else {
      throw Failed("mkdtemp", errno)
    }
    defer { free(real) }
    folder = String(cString: real)
    self.usesGit = usesGit
    random = SeededRandom(seed: seed)
    mint = IDMint(seed: seed)
    settings = RepositorySettings(&random)
    if usesGit {
      let made = crm(["init", ".", "--timezone", "Europe/Berlin", "--country", "DE", "--currency", "EUR"])
      guard made.status == 0 else { throw Failed(String(decoding: made.errors, as: UTF8.self)) }
    }
    try writeSettings()
    try write("people.csv", Array(RepositorySettings.people.utf8))
    for _ in 0..<random.number(10...40) {
      let kind = random.pick(EditedRepository.kinds)
      try write(newPath(kind), recordText(kind, id: lastID(kind)))
    }
    if usesGit { try commitAll("beginning") }
  }

  deinit { _ = try? Subprocess.run("/bin/rm", ["rm", "-rf", "--", folder], environment: []) }

  /// The kinds by how many records of each a repository has.
  static let kinds: [Kind] = [
    .contact, .contact, .contact, .company, .company, .lead, .deal, .deal, .deal, .deal, .task, .task, .task,
    .activity, .activity, .activity, .product,
  ]

  // MARK: The program

  static let environment: [String: String] = [
    "CRM_USER": "gleb", "PATH": getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin",
    "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "Gleb Petrov",
    "GIT_AUTHOR_EMAIL": "gleb@example.com", "GIT_COMMITTER_NAME": "Gleb Petrov",
    "GIT_COMMITTER_EMAIL": "gleb@example.com", "GIT_AUTHOR_DATE": "2026-11-24T10:00:00+01:00",
    "GIT_COMMITTER_DATE": "2026-11-24T10:00:00+01:00",
  ]

  private static let clock = Instant(rfc3339: "2026-11-24T10:00:00+01:00") ?? Instant(seconds: 0)

  /// Runs the program; equal words in equal repositories print equal bytes, identifiers of new records included.
  func crm(_ words: [String], reading: Reading = .index, width: Int? = nil, seed: UInt64 = 7) -> Outcome {
    let recorder = Recorder()
    var environment = EditedRepository.environment
    if reading == .files { environment["CRM_NO_INDEX"] = "1" }
    let world = World(
      arguments: words, environment: environment, workingDirectory: folder, clock: EditedRepository.clock,
      seed: seed, isOutputTerminal: width != nil, isErrorTerminal: width != nil, width: width)
    let status: Int32
    // The same words are asked several times over, and to read them takes longer than most answers.
    if words != parsed?.words { parsed = CommandRoute(words).map { (words, $0) } }
    if let route = parsed?.route, ArgumentOrder.normalized(words) == words {
      let isJSON = ArgumentOrder.asksForJSON(words)
      status = CommandRunner.perform(
        CommandCall(route.command, words: route.words), isJSON: isJSON, world: world, terminal: recorder)
    } else {
      status = CommandRunner.run(world: world, terminal: recorder)
    }
    return Outcome(status: status, output: recorder.output, errors: Array(recorder.errors.utf8))
  }

  /// Runs the program to change something.
  func change(_ words: [String]) -> Bool {
    runs += 1
    let reading: Reading = random.chance(20) ? .files : .index
    let went = crm(words, reading: reading, seed: runs &* 1000)
    log.append("crm " + words.joined(separator: " ") + (went.status == 0 ? "" : " → \(went.status)"))
    return went.status == 0
  }

  func git(_ words: [String]) throws -> SubprocessResult {
    let environment = EditedRepository.environment.map { "\($0.key)=\($0.value)" }
    guard let git = Subprocess.find("git", environment: environment, excluding: nil) else {
      throw Failed("there is no git")
    }
    return try Subprocess.run(git, ["git", "-C", folder] + words, environment: environment)
  }

  func commitAll(_ message: String) throws {
    _ = try git(["add", "-A"])
    _ = try git(["commit", "-q", "--allow-empty", "-m", message])
  }

  var indexPath: String { folder + (usesGit ? "/.git/crm/index" : "/.crm/index") }

  // MARK: Records

  /// A new stem, some with identifiers that begin alike.
  private func newStem(_ kind: Kind) -> String {
    var id = mint.mint().description
    if random.chance(25) { id = "k7f" + id.suffix(5) }
    let names = ["anna", "weber", "site-for-acme", "я", "a b", "x", "e\u{301}va", "\u{e9}va"]
    let stem = "\(random.pick(names))-\(id)"
    stems[kind, default: []].append(stem)
    return stem
  }

  private func lastID(_ kind: Kind) -> String { String(stems[kind]?.last?.suffix(8) ?? "") }

  /// A path for a new record, whose stem is then the last of `stems`.
  func newPath(_ kind: Kind) -> String {
    let folder = random.pick(["", "", "", "2026-11/", "a/b/", "Архив/", "e\u{301}/", "\u{e9}/"])
    return "\(kind.folder)/\(folder)\(newStem(kind)).\(random.chance(8) ? "yml" : "yaml")"
  }

  func makeRecord(_ kind: Kind) throws -> String {
    let path = newPath(kind)
    try write(path, recordText(kind, id: lastID(kind)))
    return path
  }

  /// The stem of some record, mostly of one that there is.
  func anyStem(_ kind: Kind) -> String {
    guard let known = stems[kind], !known.isEmpty, !random.chance(3) else {
      return "gone-\(mint.mint())"
    }
    return random.pick(known)
  }

  func writeSettings() throws {
    try write("crm.yaml", Array(settings.text.utf8))
    for (path, text) in settings.others { try write(path, Array(text.utf8)) }
  }

  /// The field tables as `crm.yaml` has them.
  var schema: Schema {
    if let tables, tables.settings == settings.text { return tables.schema }
    let document = try? Document(parsing: Array(settings.text.utf8), file: "crm.yaml")
    let schema = document.map { ConfigReader.read($0).config.schema } ?? .plain
    tables = (settings.text, schema)
    return schema
  }
}

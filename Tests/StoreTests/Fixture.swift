import Diagnostics

@testable import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
func text(_ bytes: [UInt8]?) -> String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

/// A folder of its own for one test, removed with all that is in it.
final class Fixture {
  let path: String
  /// The folder that is removed, which is above the path where a name inside was asked for.
  let base: String
  /// The process's environment with an identity for git and without the user's own settings.
  let environment: [String]

  init(git: Bool = false, inside name: String = "") throws {
    var template = bytes("/tmp/crm-store-XXXXXX").map { CChar(bitPattern: $0) } + [0]
    guard mkdtemp(&template) != nil, let real = realpath(template, nil) else {
      throw IOError(.makeFolder, "/tmp", errno)
    }
    defer { free(real) }
    base = String(cString: real)
    path = name.isEmpty ? base : base + "/" + name
    var environment = [
      "PATH=/usr/local/bin:/usr/bin:/bin", "HOME=\(base)-none", "BASE=\(base)", "NAME=\(name)",
      "ROOT=\(path)",
      "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1",
    ]
    for role in ["AUTHOR", "COMMITTER"] {
      environment += ["GIT_\(role)_NAME=Gleb", "GIT_\(role)_EMAIL=gleb@example.com"]
    }
    self.environment = environment
    if !name.isEmpty {
      _ = try Subprocess.run("/bin/mkdir", ["mkdir", "-p", "--", path], environment: [])
    }
    if git { try sh("git init -q") }
    try write("crm.yaml", "format: 1\n")
  }

  deinit { _ = try? Subprocess.run("/bin/rm", ["rm", "-rf", "--", base], environment: []) }

  func repository() throws -> Repository { try Repository(root: path) }

  /// Runs a line of shell in the folder and returns what it prints.
  @discardableResult
  func sh(_ line: String) throws -> String {
    let result = try Subprocess.run(
      "/bin/sh", ["sh", "-ec", "cd \"$ROOT\"\n" + line], environment: environment)
    guard result.succeeded else {
      throw Diagnostic(.internal, "\(line): \(result.errorText)\(result.outputText)")
    }
    return result.outputText
  }

  func write(_ name: String, _ content: String) throws {
    let folder = RelativePath.split(name).folder
    if !folder.isEmpty { try sh("mkdir -p '\(folder)'") }
    let raw = open(path + "/" + name, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    if raw < 0 { throw IOError(.write, name, errno) }
    try Descriptor(owning: raw, path: name).writeAll(bytes(content))
  }

  func read(_ name: String) throws -> String? { text(try System.read(path + "/" + name, limit: 1 << 26)) }

  func mode(_ name: String) throws -> UInt16? { try System.status(path + "/" + name)?.permissions }

  /// Every file and folder but those of git and of the machine state.
  func tree() throws -> [String: String] {
    var tree: [String: String] = [:]
    for line in try sh("find . -mindepth 1 -path ./.git -prune -o -path ./.crm -prune -o -print").split(
      separator: "\n")
    {
      let name = String(line.dropFirst(2))
      let status = try System.status(path + "/" + name)
      tree[name] = status?.isFile == true ? try read(name) : status?.isFolder == true ? "<folder>" : "<other>"
    }
    return tree
  }

  /// What is in `.crm/tmp` and the working files of the state folder.
  func litter() throws -> [String] {
    let repository = try repository()
    var names = try repository.existingScratch()?.names() ?? []
    names += try repository.existingState()?.names().filter { $0.hasPrefix("journal") } ?? []
    return names.sorted()
  }

  func commit(
    _ changes: [FileChange], git: Bool = false, bulk: Bool = false, exchanges: Bool = true,
    merge: @escaping Merge = mergeLines
  ) throws -> CommitReport {
    let repository = try repository()
    let lock = try RepositoryLock.acquire(.exclusive, in: repository, command: "test")
    return try Transaction.commit(
      changes, message: "test: change", git: git, in: repository, lock: lock, bulk: bulk,
      exchanges: exchanges,
      merge: merge)
  }

  func recover(merge: @escaping Merge = mergeLines) throws -> RecoveryReport? {
    try Recovery.run(in: try repository(), command: "test", merge: merge)
  }

  func conflictCopies() throws -> [String] {
    guard let folder = try repository().existingState()?.folder("conflicts") else { return [] }
    return try folder.names().compactMap { text(try folder.read($0, limit: 1 << 26)?.bytes) }
  }
}

/// Merges files of as many lines line by line; nil where both sides changed the same line differently.
let mergeLines: Merge = { _, base, ours, theirs in
  let (b, o, t) = (base.split(separator: 10), ours.split(separator: 10), theirs.split(separator: 10))
  guard b.count == o.count, o.count == t.count else { return nil }
  var merged: [UInt8] = []
  for (base, (ours, theirs)) in zip(b, zip(o, t)) {
    if ours != theirs, ours != base, theirs != base { return nil }
    merged += (ours == base ? theirs : ours) + [10]
  }
  return merged
}

let mergeNothing: Merge = { _, _, _, _ in nil }

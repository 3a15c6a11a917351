package import Diagnostics
package import Merging
import Text

/// A file that git could not merge, as the three sides have it.
package struct UnmergedFile: Sendable, Hashable {
  /// As git knows it.
  package var path: String
  package var base: TreeEntry?
  package var ours: TreeEntry?
  package var theirs: TreeEntry?

  package init(path: String, base: TreeEntry?, ours: TreeEntry?, theirs: TreeEntry?) {
    self.path = path
    self.base = base
    self.ours = ours
    self.theirs = theirs
  }
}

/// A work tree as `git status` sees it.
package struct WorkTreeStatus: Sendable {
  /// The last commit; nil before the first.
  package var head: String?
  /// The paths, as git knows them, of files that are not as the last commit has them; those that git does not know are
  /// in `unknown`.
  package var changed: [String] = []
  package var unknown: [String] = []
  package var unmerged: [String] = []
}

extension Git {
  /// The files in conflict, by path; read from git's index.
  package func unmergedFiles() throws(Diagnostic) -> [UnmergedFile] {
    let listing = try require(["ls-files", "-u", "-z"])
    var files: [String: UnmergedFile] = [:]
    for line in Self.nulSplit(listing.output) {
      // "100644 <blob> 1<tab><path>"
      guard let tab = line.utf8.firstIndex(of: 9) else { continue }
      let words = line[..<tab].split(separator: " ")
      let path = String(line[line.utf8.index(after: tab)...])
      guard words.count == 3 else { continue }
      let entry = TreeEntry(mode: String(words[0]), object: String(words[1]))
      var file = files[path] ?? UnmergedFile(path: path, base: nil, ours: nil, theirs: nil)
      switch words[2] {
      case "1": file.base = entry
      case "2": file.ours = entry
      default: file.theirs = entry
      }
      files[path] = file
    }
    return files.values.sorted { Array($0.path.utf8).lexicographicallyPrecedes(Array($1.path.utf8)) }
  }

  /// One look at the work tree.
  package func workTreeStatus() throws(Diagnostic) -> WorkTreeStatus {
    let result = try require([
      "status", "--porcelain=v2", "--branch", "-z", "--no-renames", "--untracked-files=all",
      "--ignore-submodules=all",
    ])
    var status = WorkTreeStatus()
    for line in Self.nulSplit(result.output) {
      // "1 XY sub mH mI mW hH hI path", "u XY sub m1 m2 m3 mW h1 h2 h3 path", "? path"
      switch line.utf8.first {
      case UInt8(ascii: "#"):
        if let name = Path.remainder(of: line, after: "# branch.oid "), Self.isName(name) {
          status.head = name
        }
      case UInt8(ascii: "1"):
        if let path = Self.field(8, of: line) { status.changed.append(path) }
      case UInt8(ascii: "u"):
        if let path = Self.field(10, of: line) { status.unmerged.append(path) }
      case UInt8(ascii: "?"):
        status.unknown.append(String(Substring(line.utf8.dropFirst(2))))
      default: break
      }
    }
    return status
  }

  /// What is behind so many spaces.
  private static func field(_ count: Int, of line: String) -> String? {
    let parts = line.utf8.split(separator: 0x20, maxSplits: count, omittingEmptySubsequences: false)
    return parts.count == count + 1 ? String(Substring(parts[count])) : nil
  }

  /// The commit that is being merged, or picked, into this branch; nil where there is none.
  package func otherHead() -> String? {
    guard let folder = repository.gitDirectory else { return nil }
    for name in ["MERGE_HEAD", "REBASE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD"] {
      guard let bytes = (try? System.read(Path.join(folder, name), limit: 4096)) ?? nil else { continue }
      let text = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
      if Self.isName(text) { return text }
    }
    return nil
  }
}

/// Who changed a file, and when, in a commit of one side.
package struct FileEdition: Sendable {
  package var path: String
  package var author: String?
  package var instant: String?
  package var old: String?
  package var new: String?
}

extension Git {
  /// The changes of files in the commits that one history has and another has not, the newest first; of one path where
  /// it is given.
  package func editions(
    in tip: String, besides other: String?, path: String? = nil
  ) throws(Diagnostic) -> [FileEdition] {
    let rows = try rawLog([other.map { "\($0)..\(tip)" } ?? tip] + (path.map { ["--", $0] } ?? ["--"]))
    return rows.flatMap { row in
      row.deltas.map {
        FileEdition(
          path: $0.path, author: row.change.author, instant: row.change.instant, old: $0.old?.name,
          new: $0.new)
      }
    }
  }

  /// The last commit; nil before the first.
  package func currentCommit() throws(Diagnostic) -> String? {
    if let name = headCommit() { return name }
    let result = try run(["rev-parse", "--quiet", "--verify", "HEAD^{commit}"])
    let name = result.outputText.split(separator: "\n").first.map(String.init)
    return name.flatMap { Self.isName($0) ? $0 : nil }
  }

  /// Held by whoever syncs this clone.
  package func syncLock(command: String) throws(Diagnostic) -> RepositoryLock {
    try RepositoryLock.acquire(
      .exclusive, in: repository, file: "sync-lock", command: command, timeout: RepositoryLock.patience)
  }
}

extension Git {
  /// The tree without files.
  package func emptyTree() throws(Diagnostic) -> String {
    let result = try require(["hash-object", "-t", "tree", "-w", "--stdin"])
    return result.outputText.split(separator: "\n").first.map(String.init) ?? ""
  }
}

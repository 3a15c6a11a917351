package import Diagnostics
import Text

/// State of crm beside its folder in the git folder, where an earlier version put it: that version cut the path of
/// the git folder by the wrong count, so that `crm` became `rm`, `m` or nothing at all.
package struct StrayState: Sendable {
  /// What lies in one folder.
  private struct Place: Sendable {
    /// Relative to the git folder; empty for the git folder itself.
    var path: String
    var names: [String]
    /// The transactions in it that git has yet to commit, of this repository.
    var waiting: [String]
  }

  private let repository: Repository
  private let gitDirectory: String
  private let places: [Place]
  /// Whether git's own index was overwritten by crm's.
  private let overwroteGitIndex: Bool

  package var isEmpty: Bool { places.isEmpty }

  // MARK: Looking

  /// Nothing where there is no git, and nothing that cannot be looked into.
  package init(in repository: Repository) {
    self.repository = repository
    gitDirectory = repository.gitDirectory ?? ""
    var places: [Place] = []
    if repository.gitDirectory != nil, let git = try? System.openFolder(gitDirectory) {
      let names = (try? git.names()) ?? []
      if let place = Self.place("", names, in: git, repository) { places.append(place) }
      for name in names where !Self.ownedByGit.contains(name) {
        guard let folder = try? git.folder(name) else { continue }
        let inner = (try? folder.names()) ?? []
        if let place = Self.place(name, inner, in: folder, repository) { places.append(place) }
        for deeper in inner where Path.remainder(of: deeper, after: "at-") != nil {
          guard let nested = try? folder.folder(deeper), let names = try? nested.names() else { continue }
          let path = Path.join(name, deeper)
          if let place = Self.place(path, names, in: nested, repository) { places.append(place) }
        }
      }
    }
    self.places = places
    overwroteGitIndex = places.contains { $0.path.isEmpty && $0.names.contains("index") }
  }

  /// Folders of git and of programs that are known to keep things there, and the right one.
  private static let ownedByGit: Set<String> = [
    "crm", "objects", "refs", "hooks", "info", "logs", "worktrees", "modules", "branches", "lfs", "annex",
    "svn", "rr-cache", "rebase-merge", "rebase-apply", "sequencer",
  ]

  /// Nil where nothing of crm, or nothing of this repository, is in the folder.
  private static func place(
    _ path: String, _ names: [String], in folder: FolderHandle, _ repository: Repository
  ) -> Place? {
    var own: [String] = []
    var waiting: [String] = []
    var isCertain = path == "rm" || path == "m"
    for name in names.sorted() {
      if name == Journal.fileName || PendingCommits.isName(name) {
        // Another repository of the work tree may have lost it here.
        guard belongs(name, in: folder, to: repository) else { return nil }
        if PendingCommits.isName(name) { waiting.append(name) }
        own.append(name)
        isCertain = true
      } else if name == "index" {
        guard hasOwnIndex(folder) else { continue }
        own.append(name)
        isCertain = true
      } else if ["lock", "git-lock", "conflicts", Journal.newFileName].contains(name)
        || Path.remainder(of: name, after: "rejected-") != nil
      {
        own.append(name)
        if path.isEmpty, name == "lock" { isCertain = true }
      }
    }
    return isCertain && !own.isEmpty ? Place(path: path, names: own, waiting: waiting) : nil
  }

  private static func belongs(_ name: String, in folder: FolderHandle, to repository: Repository) -> Bool {
    if repository.workTreePrefix.isEmpty { return true }
    guard let file = try? folder.read(name, limit: Journal.sizeLimit),
      let journal = try? Journal(decoding: file.bytes)
    else { return false }
    return journal.entries.contains {
      (try? repository.folder.read($0.path, limit: Repository.fileLimit)) != nil
    }
  }

  private static func hasOwnIndex(_ folder: FolderHandle) -> Bool {
    guard let file = try? folder.read("index", limit: Repository.fileLimit) else { return false }
    return file.bytes.starts(with: "crmindex".utf8)
  }

  // MARK: Telling

  package var findings: [Diagnostic] {
    places.map { place in
      let path = self.path(of: place)
      var words =
        "\(path) holds \(place.names.joined(separator: ", ")), which an earlier crm put there by mistake"
      let count = place.waiting.count
      if count > 0 { words += "; \(count) \(count == 1 ? "change was" : "changes were") never committed" }
      if place.path.isEmpty, overwroteGitIndex { words += "; git's own index was overwritten" }
      return Diagnostic(.invalidData, words, hints: ["mend it with: \(CommandLine("check").option("fix"))"])
    }
  }

  private func path(of place: Place) -> String {
    place.path.isEmpty ? gitDirectory : Path.join(gitDirectory, place.path)
  }

  // MARK: Mending

  /// Moves everything to where it belongs and gives git an index again, so that what waits can be committed; returns
  /// what was done, a sentence each.
  package func mend(with git: Git, command: String) throws(Diagnostic) -> [String] {
    let lock = try RepositoryLock.acquire(.exclusive, in: repository, command: command)
    var done: [String] = []
    do throws(IOError) {
      for place in places {
        try move(place)
        done.append("\(path(of: place)): moved to \(repository.stateDirectory)")
      }
    } catch {
      throw error.diagnostic
    }
    _ = consume lock
    if overwroteGitIndex {
      try git.makeIndex()
      done.append(
        "git has an index again; what was staged is to be staged anew, and its contents are found by: "
          + "git fsck --lost-found")
    }
    return done
  }

  private func move(_ place: Place) throws(IOError) {
    let top = try System.openFolder(gitDirectory)
    guard let source = place.path.isEmpty ? top : try top.folder(place.path) else { return }
    let state = try repository.state()
    for name in place.names {
      switch name {
      case "lock", "git-lock", "index", Journal.newFileName: try source.remove(name)
      case "conflicts": try merge(name, of: source, into: state)
      default:
        // What has the name already is left alone, for the next look.
        if try state.status(name) == nil { try source.rename(name, to: state, name) }
      }
    }
    try state.sync()
    try source.sync()
    let folders = place.path.isEmpty ? [] : RelativePath.ancestors(of: place.path + "/")
    StaleFiles.removeEmptyFolders(folders, in: top)
  }

  private func merge(_ name: String, of source: FolderHandle, into state: FolderHandle) throws(IOError) {
    _ = try state.makeFolder(name, mode: repository.permissions().folder)
    guard let old = try source.folder(name), let new = try state.folder(name) else { return }
    for file in try old.names() where try new.status(file) == nil { try old.rename(file, to: new, file) }
    source.removeFolderIfEmpty(name)
  }
}

package import Diagnostics
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where a CRM repository and its machine state lie.
///
/// The state folder is `crm` in the git folder, where no clone can plant a forged file, else `.crm` beside
/// the records. A repository that is a subfolder of its work tree has its own, `crm/at-<subfolder>`, so that
/// two of them in one work tree share neither journal nor lock.
package struct Repository: Sendable {
  /// The absolute path of the folder with `crm.yaml`.
  package let root: String
  package let folder: FolderHandle
  /// The absolute path of the lock, journal, index and conflict copies; made when first needed.
  package let stateDirectory: String
  /// The git folder of this work tree (for a linked one that of the worktree), nil without git.
  package let gitDirectory: String?
  /// The top of the git work tree, nil without git.
  package let workTree: String?

  package var isGitWorkTree: Bool { gitDirectory != nil }

  /// The path of the root below the work tree, empty or with a slash at its end.
  package var workTreePrefix: String {
    guard let workTree, let below = Path.relative(root, to: workTree), !below.isEmpty else { return "" }
    return below + "/"
  }

  /// Finds the repository: `-C DIR` or a folder above it, else the working folder or one above it, else
  /// `CRM_REPO`.
  package static func discover(
    explicit: String?, environment: String?, workingDirectory: String
  ) throws(Diagnostic) -> Repository {
    if let explicit {
      let start = try resolve(explicit, from: workingDirectory)
      if let root = try findRoot(from: start) { return try Repository(root: root) }
      throw notFound(in: explicit)
    }
    if let root = try findRoot(from: workingDirectory) { return try Repository(root: root) }
    if let environment, !environment.isEmpty {
      let start = try resolve(environment, from: workingDirectory)
      if let root = try findRoot(from: start) { return try Repository(root: root) }
      throw notFound(in: environment)
    }
    throw Diagnostic(
      .notFound, "no crm.yaml here or above",
      hints: ["start a repository with: \(CommandLine("init"))", "or name one with: -C DIR"])
  }

  /// A repository at a folder that need not have its `crm.yaml` yet, as for `crm init`.
  package init(root: String) throws(Diagnostic) {
    self.root = root
    do throws(IOError) {
      folder = try System.openFolder(root).relativeToItself()
    } catch {
      throw error.diagnostic
    }
    guard let found = try Self.findGit(from: root) else {
      (gitDirectory, workTree) = (nil, nil)
      stateDirectory = Path.join(root, ".crm")
      return
    }
    (gitDirectory, workTree) = found
    let names = Self.stateNames(of: root, in: found.workTree)
    stateDirectory = names.reduce(found.gitDirectory, Path.join)
  }

  /// The names of the state folder below the git folder, the outermost first.
  static func stateNames(of root: String, in workTree: String) -> [String] {
    let below = Path.relative(root, to: workTree) ?? root
    return below.isEmpty ? ["crm"] : ["crm", "at-" + nestedName(below)]
  }

  /// The absolute path of a folder that must exist, with every link in it resolved.
  package static func resolve(_ path: String, from workingDirectory: String) throws(Diagnostic) -> String {
    let absolute = Path.absolute(path.isEmpty ? "." : path, in: workingDirectory)
    guard let real = realpath(absolute, nil) else {
      if errno == ENOENT || errno == ENOTDIR {
        throw Diagnostic(.notFound, "there is no folder \(path)")
      }
      throw IOError(.open, path, errno).diagnostic
    }
    defer { free(real) }
    return String(cString: real)
  }

  /// The modes that new files and folders get; reads git's configuration each time.
  package func permissions() -> FilePermissions {
    guard let configuration = gitConfiguration() else { return .personal }
    return FilePermissions(sharedRepository: configuration.values["core.sharedrepository"])
  }

  /// The folder with `config` and `hooks`: for a linked worktree that of the main one.
  package var gitCommonDirectory: String? {
    guard let gitDirectory else { return nil }
    guard let bytes = try? System.read(Path.join(gitDirectory, "commondir"), limit: 8192) else {
      return gitDirectory
    }
    let line = Self.text(bytes)
    if line.isEmpty { return gitDirectory }
    return Path.absolute(line, in: gitDirectory)
  }

  func gitConfiguration() -> GitConfiguration? {
    guard let common = gitCommonDirectory,
      let bytes = try? System.read(Path.join(common, "config"), limit: 1 << 20)
    else { return nil }
    return GitConfiguration(parsing: String(decoding: bytes, as: UTF8.self))
  }

  // MARK: Finding

  private static func notFound(in path: String) -> Diagnostic {
    Diagnostic(
      .notFound, "no crm.yaml in \(path) or above",
      hints: ["start a repository there with: \(CommandLine("init", .known(path)))"]
    )
  }

  private static func findRoot(from start: String) throws(Diagnostic) -> String? {
    do throws(IOError) {
      var place = start
      while true {
        if try System.status(Path.join(place, "crm.yaml")) != nil { return place }
        guard let parent = Path.parent(of: place) else { return nil }
        place = parent
      }
    } catch {
      throw error.diagnostic
    }
  }

  private static func findGit(
    from root: String
  ) throws(Diagnostic) -> (gitDirectory: String, workTree: String)? {
    do throws(IOError) {
      var place = root
      let device = try System.status(root)?.device
      while true {
        let entry = Path.join(place, ".git")
        if let status = try System.status(entry) {
          if let git = try gitFolder(entry, status, in: place) { return (git, place) }
        }
        // As git itself, stop where another file system begins.
        guard let parent = Path.parent(of: place), try System.status(parent)?.device == device else {
          return nil
        }
        place = parent
      }
    } catch {
      // A folder above that may not be looked into cannot be searched by git either.
      if error.number == EACCES { return nil }
      throw error.diagnostic
    }
  }

  /// The git folder that `.git` is or points to; nil when it is something else.
  private static func gitFolder(
    _ entry: String, _ status: FileStatus, in place: String
  ) throws(IOError) -> String? {
    if !status.isFile {
      return try System.status(Path.join(entry, "HEAD")) == nil ? nil : entry
    }
    guard let bytes = try System.read(entry, limit: 8192) else { return nil }
    let line = text(bytes)
    guard let target = Path.remainder(of: line, after: "gitdir: ") else { return nil }
    let absolute = Path.absolute(target, in: place)
    guard try System.status(Path.join(absolute, "HEAD")) != nil else { return nil }
    guard let real = realpath(absolute, nil) else { return absolute }
    defer { free(real) }
    return String(cString: real)
  }

  /// The text of one of git's small files, without the line's end. A path in it may hold a newline itself.
  private static func text(_ bytes: [UInt8]) -> String {
    var text = bytes[...]
    while let last = text.last, last == 0x0D || last == 0x0A { text.removeLast() }
    return String(decoding: text, as: UTF8.self)
  }

  /// A path as one name that no other path has, and short enough for one.
  private static func nestedName(_ path: String) -> String {
    let name = Path.asName(path)
    return name.utf8.count <= 200 ? name : SHA256.digest(Array(path.utf8)).hex
  }
}

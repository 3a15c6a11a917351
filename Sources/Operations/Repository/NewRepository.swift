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
  /// As it was named.
  let folder: String
  /// What a relative folder is relative to.
  let base: String
  let settings: RepositorySettings
  let usesGit: Bool

  func make(in context: Context) throws -> CreatedRepository {
    let isDry = context.options.isDryRun
    let path = Path.absolute(folder, in: base)
    if let repository = try existing(path) {
      let kept = try check(repository)
      return isDry ? planned(repository, leavingOut: kept) : try write(repository, kept, context)
    }
    if isDry {
      return CreatedRepository(
        root: NewRepository.normalized(path), files: files.map(\.path), isGitWorkTree: usesGit,
        settings: settings)
    }
    try makeFolders(path)
    return try write(try Repository(root: try Repository.resolve(folder, from: base)), [], context)
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
          hints: ["is it sound? \(CommandLine("check").inRepository(folder == "." ? nil : folder))"])
      }
      kept.append(file.path)
    }
    return kept
  }

  private func planned(_ repository: Repository, leavingOut kept: [String]) -> CreatedRepository {
    CreatedRepository(
      root: repository.root, files: files.map(\.path).filter { !kept.contains($0) },
      isGitWorkTree: repository.isGitWorkTree || usesGit, settings: settings)
  }

  private func write(
    _ found: Repository, _ kept: [String], _ context: Context
  ) throws -> CreatedRepository {
    var repository = found
    if usesGit, !repository.isGitWorkTree {
      try context.git(repository).initRepository()
      repository = try Repository(root: repository.root)
    }
    let gitWarning = usesGit ? try context.gitWarning(in: repository) : nil
    let lock = try RepositoryLock.acquire(
      .exclusive, in: repository, command: CommandLine("init").description)
    // Looked at again under the lock: two at once must not both think that they are first.
    var kept = kept
    kept = try check(repository)
    var changes = files.filter { !kept.contains($0.path) }.map {
      FileChange(path: $0.path, action: .create(Array($0.text.utf8)))
    }
    if kept.contains(".gitignore"), let change = try ignoring(repository) { changes.append(change) }
    if kept.contains(".gitattributes"), let change = try merging(repository) { changes.append(change) }
    let report = try Transaction.commit(
      changes, message: "crm: new repository", git: usesGit && repository.isGitWorkTree, in: repository,
      lock: lock,
      merge: { _, _, _, _ in nil })
    _ = consume lock
    for warning in report.warnings + [gitWarning].compactMap({ $0 }) { context.warn(warning) }
    for conflict in report.conflicts { context.fail(conflict.diagnostic) }
    if report.awaitsGit { context.commitPending(in: repository) }
    return CreatedRepository(
      root: repository.root, files: changes.map(\.path), isGitWorkTree: repository.isGitWorkTree,
      settings: settings)
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

  /// A `.gitattributes` that was there gets the lines that it lacks.
  private func merging(_ repository: Repository) throws -> FileChange? {
    let before = try RecordFile.read(".gitattributes", in: repository)
    let after = MergeSettings.adding(MergeSettings.attributes(), to: before)
    return before == after
      ? nil : FileChange(path: ".gitattributes", action: .replace(before: before, after: after))
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
      (".gitattributes", MergeSettings.attributes().map { $0 + "\n" }.joined()),
    ]
  }
}

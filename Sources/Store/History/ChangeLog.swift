/// What `crm` changed in this clone: the journals of applied transactions, kept in `changes` of the state folder.
///
/// A name is `<number>-<transaction>`, with the commit behind it where there is one. To keep a journal costs the rename
/// that retires it. The log is bounded: git, where there is one, knows the older changes by the trailers of its commits.
enum ChangeLog {
  static let folderName = "changes"
  /// How many changes stay, and at what size; more are let go in one sweep now and then.
  static let capacity = 256
  private static let slack = 64
  private static let sizeBudget: Int64 = 64 << 20
  /// A journal larger than this is kept without the contents that git has.
  private static let wholeLimit = 64 << 10

  /// One change by the name of its file, and whether git has yet to commit it.
  struct Name: Sendable, Hashable {
    var file: String
    var number: Int
    var id: String
    var commit: String?
    var isPending = false

    /// Nil for what the log does not name so.
    init?(_ file: String) {
      let isPending = file.hasPrefix(PendingCommits.prefix)
      let rest = isPending ? Substring(file.dropFirst(PendingCommits.prefix.utf8.count)) : Substring(file)
      let parts = rest.split(separator: "-", omittingEmptySubsequences: false)
      guard (2...3).contains(parts.count), parts[0].utf8.count == 8, let number = Int(parts[0]),
        Journal.isIdentifier(parts[1].utf8)
      else { return nil }
      self.file = file
      self.number = number
      self.isPending = isPending
      id = String(parts[1])
      commit = parts.count == 3 ? String(parts[2]) : nil
    }
  }

  /// All changes, those that wait for git included, the newest first.
  static func names(in state: FolderHandle) throws(IOError) -> [Name] {
    // The queue first: what moves from it to the log meanwhile is seen twice and not missed.
    let waiting = try PendingCommits.names(in: state).compactMap(Name.init)
    let kept = try (state.folder(folderName)?.names() ?? []).compactMap(Name.init)
    let known = Set(kept.map(\.id))
    return (kept + waiting.filter { !known.contains($0.id) }).sorted { $0.number > $1.number }
  }

  /// The next number, behind all that wait or are kept.
  static func nextNumber(in state: FolderHandle) throws(IOError) -> String {
    // Eight digits each, so that the last by spelling is the last by number.
    let waiting = try PendingCommits.names(in: state).last?.dropFirst(PendingCommits.prefix.utf8.count)
    let kept = try state.folder(folderName)?.names().filter { (0x30...0x39).contains($0.utf8.first ?? 0) }
      .max()
    let last = [waiting.map(String.init), kept].compactMap { $0.flatMap { Int($0.prefix(8)) } }.max() ?? 0
    let digits = String(min(last, 99_999_998) + 1)
    return String(repeating: "0", count: 8 - digits.utf8.count) + digits
  }

  /// A change as the log has it.
  struct Kept {
    var journal: Journal
    /// Seconds since 1970 at which it was written.
    var written: Int64
  }

  /// Nil where the file is gone or damaged.
  static func journal(_ name: Name, in state: FolderHandle) throws(IOError) -> Kept? {
    let folder = name.isPending ? state : try state.folder(folderName)
    guard let file = try folder?.read(name.file, limit: Journal.sizeLimit),
      let journal = try? Journal(decodingLogged: file.bytes)
    else { return nil }
    return Kept(journal: journal, written: file.status.modified / 1_000_000_000)
  }

  /// Takes over the journal of a transaction that git is not to commit.
  static func take(_ journal: Journal, in state: FolderHandle, permissions: FilePermissions) throws(IOError) {
    let folder = try folder(in: state, permissions)
    let name = "\(try nextNumber(in: state))-\(journal.id)"
    if journal.writesInPlace {
      // Only what cannot be had from the new files themselves, so that an import is not stored twice.
      try create(name, journal, withImages: true, in: folder, permissions)
      try state.remove(Journal.fileName)
      try sweep(folder, now: true)
    } else {
      try state.rename(Journal.fileName, to: folder, name)
      try sweep(folder, now: false)
    }
  }

  /// Takes over a note from the queue for git once its commit is made; `commit` is that one's name where it is known.
  static func take(
    _ file: String, _ journal: Journal, size: Int, commit: String?, in state: FolderHandle,
    permissions: FilePermissions
  ) throws(IOError) {
    guard let name = Name(file) else { return try state.remove(file) }
    let folder = try folder(in: state, permissions)
    let digits = file.dropFirst(PendingCommits.prefix.utf8.count).prefix(8)
    let target = "\(digits)-\(name.id)" + (commit.map { "-" + $0 } ?? "")
    if size > wholeLimit, commit != nil {
      try folder.remove(target)
      try create(target, journal, withImages: false, in: folder, permissions)
      try state.remove(file)
    } else if journal.writesInPlace {
      try folder.remove(target)
      try create(target, journal, withImages: true, in: folder, permissions)
      try state.remove(file)
    } else {
      try state.rename(file, to: folder, target)
    }
    try sweep(folder, now: size > 1 << 20)
  }

  private static func create(
    _ name: String, _ journal: Journal, withImages: Bool, in folder: FolderHandle,
    _ permissions: FilePermissions
  ) throws(IOError) {
    try folder.create(name, mode: permissions.file, synced: false) { file throws(IOError) in
      try journal.writeLogged(withImages: withImages) { piece throws(IOError) in try file.writeAll(piece) }
    }
  }

  private static func folder(
    in state: FolderHandle, _ permissions: FilePermissions
  ) throws(IOError) -> FolderHandle {
    if let found = try state.folder(folderName) { return found }
    _ = try state.makeFolder(folderName, mode: permissions.folder)
    guard let folder = try state.folder(folderName) else {
      throw IOError(.open, state.display(folderName), 2)
    }
    return folder
  }

  /// Lets go of the oldest where there are too many, or together too large ones.
  private static func sweep(_ folder: FolderHandle, now: Bool) throws(IOError) {
    let names = try folder.names()
    guard now || names.count > capacity + slack else { return }
    var room = sizeBudget
    for (index, name) in names.sorted(by: >).enumerated() {
      room -= try folder.status(name)?.size ?? 0
      // The last change stays whatever its size.
      if index > 0, index >= capacity || room < 0 { try folder.remove(name) }
    }
  }
}

import CSystem
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

/// Compares the record files with an index: the same files as `TreeScan` lists, by the same rules, without a copy of a name
/// for those that are as the index knows them.
///
/// This is the floor of every command, so it does per file what a C loop would do: one `fstatat` and one look into a table.
struct TreeWalk {
  struct Findings: Sendable {
    /// Files that the index does not know, by path.
    var added: [String] = []
    /// Files of the index whose size or times are others.
    var changed: [Int] = []
    /// Files of the index with the same size and times, where those prove nothing.
    var unsettled: [Int] = []
    /// Files of the index that were not met.
    var missing: [Int] = []
    /// Files of the index in folders that could not be looked into.
    var unread: [Int] = []
    var problems: [Diagnostic] = []
    /// How many record files there are.
    var count = 0
    /// What the work done meanwhile came to.
    var verdict = true
  }

  private struct Folder: Sendable {
    let descriptor: Int32
    /// The path with a slash at its end.
    let path: [UInt8]
    let hash: UInt64
  }

  /// Some names of one folder.
  private struct Piece: Sendable {
    let number: Int
    let folder: Folder
    /// The names, each ended by a zero byte.
    var names: [CChar] = []
    var count = 0
  }

  private enum Work: Sendable {
    case compare(Piece)
    /// Something else that has to be done by the end.
    case other(@Sendable () -> Bool)
  }

  /// What one worker found.
  private struct Share: Sendable {
    var added: [(folder: Int, name: [CChar])] = []
    var changed: [Int] = []
    var unsettled: [Int] = []
    var odd: [(folder: Int, name: [CChar], mode: UInt32)] = []
    var failed: [(folder: Int, name: [CChar], number: Int32)] = []
    var count = 0
    var verdict = true
  }

  private static let depthLimit = 32
  private static let pieceSize = 1024
  /// Fewer files than this are looked at sooner than a thread is started.
  static let helpedSize = 1_000
  /// Folders held open at a time; far below the usual limit of open files.
  private static let folderLimit = 96

  private let root: FolderHandle
  private let reader: IndexReader?
  private let backlog: Backlog<Work, Share>
  private var findings = Findings()
  private var folders: [Folder] = []
  private var failedFolders: Set<Int> = []
  /// Folders that could not be looked into, with their slash.
  private var unread: [[UInt8]] = []

  /// Walks the folders of some kinds; `meanwhile` is done on another core where there is one. Files of the index that belong
  /// to other kinds are not looked for.
  static func compare(
    _ root: FolderHandle, with reader: IndexReader?, kinds: KindSet = .all,
    meanwhile: (@Sendable () -> Bool)? = nil
  ) -> Findings {
    // By file of the index: 1 once it was met.
    let met = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: reader?.files.count ?? 0)
    met.initialize(repeating: 0)
    defer { met.deallocate() }
    let isHelped = reader.map { $0.recordCount(of: kinds) >= TreeWalk.helpedSize } ?? true
    var walk = TreeWalk(root: root, reader: reader, met: met, isHelped: isHelped)
    if let meanwhile { walk.backlog.add(.other(meanwhile)) }
    for kind in kinds.kinds { walk.list(Array((kind.folder + "/").utf8), depth: 1) }
    walk.finishPieces()
    let unmet = met.indices.lazy.filter { met[$0] == 0 }
    walk.findings.missing = kinds == .all ? Array(unmet) : reader?.files(unmet, of: kinds) ?? []
    walk.dropMissingInUnreadFolders()
    return walk.findings
  }

  private init(
    root: FolderHandle, reader: IndexReader?, met: UnsafeMutableBufferPointer<UInt8>, isHelped: Bool
  ) {
    self.root = root
    self.reader = reader
    // Each file of the index belongs to one path and so to one worker.
    nonisolated(unsafe) let met = met
    backlog = Backlog(helped: isHelped) { work in
      switch work {
      case .compare(let piece): TreeWalk.share(piece, reader, met)
      case .other(let work): Share(verdict: work())
      }
    }
  }

  private static func text(_ path: [UInt8]) -> String {
    String(decoding: path.last == 0x2F ? path.dropLast() : path[...], as: UTF8.self)
  }

  // MARK: Listing

  private mutating func list(_ path: [UInt8], depth: Int) {
    if folders.count >= TreeWalk.folderLimit { finishPieces() }
    let shown = TreeWalk.text(path)
    let descriptor = crm_open_beneath(root.descriptor, shown, O_RDONLY | O_DIRECTORY, 0)
    if descriptor < 0 {
      // A folder that went away between the two calls is simply gone.
      if errno != ENOENT { fail(path, IOError(.open, shown, errno)) }
      return
    }
    let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0, let stream = fdopendir(copy) else {
      fail(path, IOError(.list, shown, errno))
      if copy >= 0 { close(copy) }
      close(descriptor)
      return
    }
    let number = folders.count
    let folder = Folder(
      descriptor: descriptor, path: path, hash: path.withUnsafeBytes { Hashing.hash($0) })
    folders.append(folder)
    var piece = Piece(number: number, folder: folder)
    var subfolders: [[UInt8]] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { fail(path, IOError(.list, shown, errno)) }
        break
      }
      guard let name = crm_entry_name(entry), name[0] != 0x2E else { continue }
      let length = strlen(name)
      let isRecord = TreeWalk.hasRecordSuffix(name, length)
      let type = UInt32(bitPattern: crm_entry_type(entry))
      if type == CRM_ENTRY_FILE.rawValue {
        if isRecord { append(name, length, to: &piece) }
        continue
      }
      var found = crm_status()
      if crm_status_of(descriptor, name, &found) != 0 {
        if errno == ENOENT { continue }
        fail(path, IOError(.inspect, shown + "/" + String(cString: name), errno))
        break
      }
      if found.mode & UInt32(S_IFMT) == UInt32(S_IFREG) {
        if isRecord { append(name, length, to: &piece) }
      } else if found.mode & UInt32(S_IFMT) == UInt32(S_IFDIR), String(validatingCString: name) != nil {
        subfolders.append(
          path
            + name.withMemoryRebound(to: UInt8.self, capacity: length) {
              Array(UnsafeBufferPointer(start: $0, count: length))
            } + [0x2F])
      } else {
        note(name, in: shown + "/", mode: found.mode)
      }
    }
    closedir(stream)
    if piece.count > 0 { backlog.add(.compare(piece)) }
    for subfolder in subfolders {
      if depth >= TreeWalk.depthLimit {
        findings.problems.append(
          Diagnostic(
            .invalidData,
            "\(TreeWalk.text(subfolder)) is deeper than \(TreeWalk.depthLimit) folders; not read"))
      } else {
        list(subfolder, depth: depth + 1)
      }
    }
  }

  private func append(_ name: UnsafePointer<CChar>, _ length: Int, to piece: inout Piece) {
    piece.names.append(contentsOf: UnsafeBufferPointer(start: name, count: length + 1))
    piece.count += 1
    guard piece.count == TreeWalk.pieceSize else { return }
    backlog.add(.compare(piece))
    piece = Piece(number: piece.number, folder: piece.folder)
  }

  private mutating func fail(_ path: [UInt8], _ error: IOError) {
    findings.problems.append(error.diagnostic)
    unread.append(path)
  }

  /// Reports what is neither a folder nor a plain record file, in the words of `TreeScan`.
  private mutating func note(_ name: UnsafePointer<CChar>, in prefix: String, mode: UInt32) {
    let isRecord = TreeWalk.hasRecordSuffix(name, strlen(name))
    let type = mode & UInt32(S_IFMT)
    guard let text = String(validatingCString: name) else {
      if isRecord || type == UInt32(S_IFDIR) {
        findings.problems.append(
          Diagnostic(
            .invalidData, "\(prefix)\(String(cString: name)) has a name that is not UTF-8",
            hints: ["rename it"]))
      }
      return
    }
    let path = prefix + text
    if type == UInt32(S_IFLNK) {
      findings.problems.append(TreeScan.linkProblem(path))
    } else if isRecord, type != UInt32(S_IFDIR) {
      findings.problems.append(
        Diagnostic(.invalidData, "\(path) is not a plain file", at: SourceLocation(file: path)))
    }
  }

  private static func hasRecordSuffix(_ name: UnsafePointer<CChar>, _ length: Int) -> Bool {
    (length > 5 && strcmp(name + (length - 5), ".yaml") == 0)
      || (length > 4 && strcmp(name + (length - 4), ".yml") == 0)
  }

  // MARK: Comparing

  /// Waits until every name listed so far has been looked at, and closes the folders.
  private mutating func finishPieces() {
    for share in backlog.finish() { take(share) }
    for folder in folders { close(folder.descriptor) }
    folders.removeAll(keepingCapacity: true)
    failedFolders.removeAll()
  }

  private static func share(
    _ piece: Piece, _ reader: IndexReader?, _ met: UnsafeMutableBufferPointer<UInt8>
  ) -> Share {
    var share = Share()
    var status = crm_status()
    let folder = piece.folder
    var expected = 0
    piece.names.withUnsafeBufferPointer { names in
      guard var name = names.baseAddress else { return }
      for _ in 0..<piece.count {
        let length = strlen(name)
        defer { name += length + 1 }
        func copy() -> [CChar] { Array(UnsafeBufferPointer(start: name, count: length + 1)) }
        // Without an index every file is read anyway, and its status with it.
        guard let reader else {
          share.count += 1
          share.added.append((piece.number, copy()))
          continue
        }
        if crm_status_of(folder.descriptor, name, &status) != 0 {
          if errno != ENOENT { share.failed.append((piece.number, copy(), errno)) }
          continue
        }
        guard status.mode & UInt32(S_IFMT) == UInt32(S_IFREG) else {
          share.odd.append((piece.number, copy(), status.mode))
          continue
        }
        share.count += 1
        let bytes = UnsafeRawBufferPointer(start: name, count: length)
        let found = folder.path.withUnsafeBytes { path -> (file: Int, row: FileRow)? in
          // A folder mostly lists its files in the order in which the index has them.
          if let row = reader.row(ofFile: expected, folder: path, name: bytes) { return (expected, row) }
          return reader.file(hash: Hashing.hash(bytes, seed: folder.hash), folder: path, name: bytes)
        }
        guard let (file, row) = found else {
          share.added.append((piece.number, copy()))
          continue
        }
        met[file] = 1
        expected = file + 1
        if row.length != status.size || row.modified != status.modified || row.changed != status.changed {
          share.changed.append(file)
        } else if !row.isSettled {
          share.unsettled.append(file)
        }
      }
    }
    return share
  }

  private mutating func take(_ share: Share) {
    findings.count += share.count
    if !share.verdict { findings.verdict = false }
    findings.changed += share.changed
    findings.unsettled += share.unsettled
    for (folder, name) in share.added {
      let prefix = String(decoding: folders[folder].path, as: UTF8.self)
      guard
        let text = name.withUnsafeBufferPointer({ $0.baseAddress.flatMap { String(validatingCString: $0) } })
      else {
        name.withUnsafeBufferPointer {
          if let base = $0.baseAddress { note(base, in: prefix, mode: UInt32(S_IFREG)) }
        }
        continue
      }
      findings.added.append(prefix + text)
    }
    for (folder, name, mode) in share.odd {
      let prefix = String(decoding: folders[folder].path, as: UTF8.self)
      name.withUnsafeBufferPointer { if let base = $0.baseAddress { note(base, in: prefix, mode: mode) } }
    }
    for (folder, name, number) in share.failed where failedFolders.insert(folder).inserted {
      let text = name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
      let path = folders[folder].path
      fail(path, IOError(.inspect, String(decoding: path, as: UTF8.self) + text, number))
    }
  }

  /// What lies in a folder that could not be looked into is not missing but unread; the folder's own problem says so.
  private mutating func dropMissingInUnreadFolders() {
    guard !unread.isEmpty, let reader else { return }
    var missing: [Int] = []
    for file in findings.missing {
      let isUnread = reader.path(ofFile: file).map { path in unread.contains { path.starts(with: $0) } }
      if isUnread == false { missing.append(file) } else { findings.unread.append(file) }
    }
    findings.missing = missing
  }
}

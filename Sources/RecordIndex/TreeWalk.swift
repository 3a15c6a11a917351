import CSystem
import Diagnostics
import Records
import Store

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

  private struct Folder {
    let descriptor: Int32
    /// The path with a slash at its end.
    let path: [UInt8]
    let hash: UInt64
    var hasFailed = false
  }

  private struct Entry {
    let folder: Int32
    /// Where the name begins in `names`; it ends with a zero byte.
    let name: Int
    let length: Int32
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
  /// Names and folders held at a time; the second stays far below the usual limit of open files.
  private static let entryLimit = 1 << 17
  private static let folderLimit = 96

  private let root: FolderHandle
  private let reader: IndexReader?
  private var findings = Findings()
  private var folders: [Folder] = []
  private var entries: [Entry] = []
  private var names: [CChar] = []
  /// By file of the index: 1 once it was met.
  private let met: UnsafeMutableBufferPointer<UInt8>
  /// Folders that could not be looked into, with their slash.
  private var unread: [[UInt8]] = []

  /// Walks the folders of all kinds; `meanwhile` is done on another core where there is one.
  static func compare(
    _ root: FolderHandle, with reader: IndexReader?, meanwhile: @escaping @Sendable () -> Bool = { true }
  ) -> Findings {
    let met = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: reader?.files.count ?? 0)
    met.initialize(repeating: 0)
    defer { met.deallocate() }
    var walk = TreeWalk(root: root, reader: reader, met: met)
    var pending: (@Sendable () -> Bool)? = meanwhile
    for kind in Kind.allCases { walk.list(Array((kind.folder + "/").utf8), depth: 1, &pending) }
    walk.compareEntries(&pending)
    for file in met.indices where met[file] == 0 { walk.findings.missing.append(file) }
    walk.dropMissingInUnreadFolders()
    return walk.findings
  }

  private init(root: FolderHandle, reader: IndexReader?, met: UnsafeMutableBufferPointer<UInt8>) {
    self.root = root
    self.reader = reader
    self.met = met
  }

  private static func text(_ path: [UInt8]) -> String {
    String(decoding: path.last == 0x2F ? path.dropLast() : path[...], as: UTF8.self)
  }

  // MARK: Listing

  private mutating func list(_ path: [UInt8], depth: Int, _ pending: inout (@Sendable () -> Bool)?) {
    if folders.count >= TreeWalk.folderLimit || entries.count >= TreeWalk.entryLimit {
      compareEntries(&pending)
    }
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
    let number = Int32(folders.count)
    let hash = path.withUnsafeBytes { Hashing.hash($0) }
    folders.append(Folder(descriptor: descriptor, path: path, hash: hash))
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
        if isRecord { append(name, length, folder: number) }
        continue
      }
      var found = crm_status()
      if crm_status_of(descriptor, name, &found) != 0 {
        if errno == ENOENT { continue }
        fail(path, IOError(.inspect, shown + "/" + String(cString: name), errno))
        break
      }
      if found.mode & UInt32(S_IFMT) == UInt32(S_IFREG) {
        if isRecord { append(name, length, folder: number) }
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
    for subfolder in subfolders {
      if depth >= TreeWalk.depthLimit {
        findings.problems.append(
          Diagnostic(
            .invalidData,
            "\(TreeWalk.text(subfolder)) is deeper than \(TreeWalk.depthLimit) folders; not read"))
      } else {
        list(subfolder, depth: depth + 1, &pending)
      }
    }
  }

  private mutating func append(_ name: UnsafePointer<CChar>, _ length: Int, folder: Int32) {
    entries.append(Entry(folder: folder, name: names.count, length: Int32(truncatingIfNeeded: length)))
    names.append(contentsOf: UnsafeBufferPointer(start: name, count: length + 1))
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

  /// Looks at every name listed so far, on all cores, and closes the folders.
  private mutating func compareEntries(_ pending: inout (@Sendable () -> Bool)?) {
    let shares = entries.withUnsafeBufferPointer { entries in
      names.withUnsafeBufferPointer { names in
        folders.withUnsafeBufferPointer { folders in
          // The workers only read these, but for `met`, where each file of the index belongs to one path and so to one worker.
          nonisolated(unsafe) let (entries, names, folders, met) = (entries, names, folders, met)
          let reader = reader
          let work = pending
          let pieces = (entries.count + TreeWalk.pieceSize - 1) / TreeWalk.pieceSize
          // The other work goes first, because it is the longest piece.
          return Parallel.pieces(pieces + (work == nil ? 0 : 1)) { number in
            let piece = work == nil ? number : number - 1
            guard piece >= 0 else { return Share(verdict: work?() ?? true) }
            let start = piece * TreeWalk.pieceSize
            let slice = UnsafeBufferPointer(
              rebasing: entries[start..<min(start + TreeWalk.pieceSize, entries.count)])
            return TreeWalk.share(slice, names, folders, reader, met)
          }
        }
      }
    }
    pending = nil
    for share in shares { take(share) }
    for folder in folders { close(folder.descriptor) }
    folders.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    names.removeAll(keepingCapacity: true)
  }

  private static func share(
    _ entries: UnsafeBufferPointer<Entry>, _ names: UnsafeBufferPointer<CChar>,
    _ folders: UnsafeBufferPointer<Folder>, _ reader: IndexReader?, _ met: UnsafeMutableBufferPointer<UInt8>
  ) -> Share {
    var share = Share()
    guard let allNames = names.baseAddress else { return share }
    var status = crm_status()
    for entry in entries {
      let folder = Int(entry.folder)
      let name = allNames + entry.name
      func copy() -> [CChar] { Array(UnsafeBufferPointer(start: name, count: Int(entry.length) + 1)) }
      // Without an index every file is read anyway, and its status with it.
      guard let reader else {
        share.count += 1
        share.added.append((folder, copy()))
        continue
      }
      if crm_status_of(folders[folder].descriptor, name, &status) != 0 {
        if errno != ENOENT { share.failed.append((folder, copy(), errno)) }
        continue
      }
      guard status.mode & UInt32(S_IFMT) == UInt32(S_IFREG) else {
        share.odd.append((folder, copy(), status.mode))
        continue
      }
      share.count += 1
      let bytes = UnsafeRawBufferPointer(start: name, count: Int(entry.length))
      let known = folders[folder].path.withUnsafeBytes { path in
        reader.file(hash: Hashing.hash(bytes, seed: folders[folder].hash), folder: path, name: bytes)
      }
      guard let (file, row) = known else {
        share.added.append((folder, copy()))
        continue
      }
      met[file] = 1
      if row.length != status.size || row.modified != status.modified || row.changed != status.changed {
        share.changed.append(file)
      } else if !row.isSettled {
        share.unsettled.append(file)
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
    for (folder, name, number) in share.failed where !folders[folder].hasFailed {
      folders[folder].hasFailed = true
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

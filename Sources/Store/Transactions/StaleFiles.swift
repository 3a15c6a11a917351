import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What processes that were killed before their commit point left behind.
enum StaleFiles {
  /// The list of folders that a transaction is about to make, so that they can be removed after a kill.
  static func foldersName(_ id: String) -> String { id + "-folders" }

  /// Whether something is there to clear; only true knowledge while no writer is at work.
  static func exists(in repository: Repository) throws(IOError) -> Bool {
    if try repository.existingState()?.status(Journal.newFileName) != nil { return true }
    guard let scratch = try repository.existingScratch() else { return false }
    var found = false
    try scratch.forEachEntry { (name: UnsafePointer<CChar>, _: Int32) throws(IOError) in
      if !found { found = isLitter(String(cString: name)) }
    }
    return found
  }

  /// Removes it. The caller holds the exclusive lock and no journal is pending.
  static func clear(in repository: Repository) throws(IOError) {
    // A deletion stages nothing, so that this may be all that is left of it.
    try repository.existingState()?.remove(Journal.newFileName)
    guard let scratch = try repository.existingScratch() else { return }
    let names = try scratch.names().filter(isLitter)
    if names.isEmpty { return }
    for name in names where name.hasSuffix("-folders") {
      if let list = try? scratch.read(name, limit: 1 << 20) {
        try removeEmptyFolders(listed: list.bytes, in: repository)
      }
    }
    for name in names { try scratch.remove(name) }
  }

  /// Removes the innermost folders first, and only those that are empty.
  static func removeEmptyFolders(_ paths: [String], in root: FolderHandle) {
    for path in paths.reversed() {
      let (above, name) = RelativePath.split(path)
      if above.isEmpty {
        root.removeFolderIfEmpty(name)
      } else if let parent = try? root.folder(above) {
        parent.removeFolderIfEmpty(name)
      }
    }
  }

  private static func removeEmptyFolders(listed bytes: [UInt8], in repository: Repository) throws(IOError) {
    let paths = String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap(
      RelativePath.unescaped)
    removeEmptyFolders(paths.filter { RelativePath.fault(in: $0) == nil }, in: repository.folder)
  }

  /// A transaction's file, or a `<purpose>-<pid>-…` whose process is gone.
  private static func isLitter(_ name: String) -> Bool {
    if Journal.isStagedName(name) { return true }
    let parts = name.split(separator: "-", maxSplits: 2)
    guard parts.count == 3, let process = Int32(parts[1]), process > 0 else { return false }
    return !System.processExists(process)
  }
}

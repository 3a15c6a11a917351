#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Open handles on the folders that a transaction touches, so that each is looked up once.
struct FolderCache {
  private let root: FolderHandle
  private var open: [String: FolderHandle] = [:]
  /// Below the usual limit of open files, with room for the rest of the process.
  private static let capacity = 128

  init(root: FolderHandle) { self.root = root }

  /// The folder at a path relative to the root (empty for the root); nil when it is not there.
  mutating func folder(_ path: String) throws(IOError) -> FolderHandle? {
    if path.isEmpty { return root }
    if let found = open[path] { return found }
    guard let handle = try root.folder(path) else { return nil }
    if open.count >= Self.capacity { open.removeAll(keepingCapacity: true) }
    open[path] = handle
    return handle
  }

  /// Makes the folder and those above it that are missing, each durable in its parent; returns the new ones.
  mutating func make(_ path: String, mode: UInt16) throws(IOError) -> [String] {
    var made: [String] = []
    for level in RelativePath.ancestors(of: path + "/") where try folder(level) == nil {
      let (above, name) = RelativePath.split(level)
      guard let parent = try folder(above) else { throw IOError(.makeFolder, level, ENOENT) }
      if try parent.makeFolder(name, mode: mode) {
        made.append(level)
        try parent.sync()
      }
    }
    return made
  }

  /// The missing folders on the way to a path, the outermost first, and the innermost that exists.
  mutating func missing(on path: String) throws(IOError) -> (names: [String], nearest: FolderHandle) {
    var nearest = root
    var names: [String] = []
    for level in RelativePath.ancestors(of: path) {
      if names.isEmpty, let found = try folder(level) {
        nearest = found
      } else {
        names.append(level)
      }
    }
    return (names, nearest)
  }
}

import Records
import SeededRandomness
import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The ways in which editors, git and hands write.
extension EditedRepository {
  func place(_ path: String) -> String { folder + "/" + path }

  func makeFolders(for path: String) {
    var place = folder
    for part in path.split(separator: "/").dropLast() {
      place += "/" + part
      mkdir(place, 0o755)
    }
  }

  /// Makes the file, or cuts it and writes it anew.
  func write(_ path: String, _ bytes: [UInt8]) throws {
    makeFolders(for: path)
    try fill(path, bytes, O_WRONLY | O_CREAT | O_TRUNC)
  }

  /// Writes over what is there, so that the file keeps its inode and is never empty.
  func overwrite(_ path: String, _ bytes: [UInt8]) throws { try fill(path, bytes, O_WRONLY) }

  private func fill(_ path: String, _ bytes: [UInt8], _ flags: Int32) throws {
    let file = open(place(path), flags | O_NOFOLLOW | O_NONBLOCK, 0o644)
    guard file >= 0 else { throw Failed(path, errno) }
    defer { close(file) }
    guard pwrite(file, bytes, bytes.count, 0) == bytes.count, ftruncate(file, off_t(bytes.count)) == 0 else {
      throw Failed(path, errno)
    }
  }

  /// Puts a new file in the place of the old one.
  func replace(_ path: String, _ bytes: [UInt8]) throws {
    try write("new.tmp", bytes)
    try rename("new.tmp", path)
  }

  func rename(_ path: String, _ other: String) throws {
    makeFolders(for: other)
    let from = place(path)
    let to = place(other)
    #if canImport(Glibc)
      let done = Glibc.rename(from, to)
    #elseif canImport(Musl)
      let done = Musl.rename(from, to)
    #else
      let done = Darwin.rename(from, to)
    #endif
    guard done == 0 else { throw Failed("\(path) → \(other)", errno) }
  }

  /// Gives a file the times that it had before, as far as a system lets one.
  func keepingTimes(_ path: String, _ body: () throws -> Void) throws {
    var status = stat()
    guard lstat(place(path), &status) == 0 else { throw Failed(path, errno) }
    try body()
    #if canImport(Darwin)
      let times = [status.st_atimespec, status.st_mtimespec]
    #else
      let times = [status.st_atim, status.st_mtim]
    #endif
    guard utimensat(AT_FDCWD, place(path), times, AT_SYMLINK_NOFOLLOW) == 0 else { throw Failed(path, errno) }
  }

  func read(_ path: String) -> [UInt8]? {
    let file = open(place(path), O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else { return nil }
    return try? Descriptor(owning: file, path: path).readAll(limit: 1 << 22)
  }

  /// The plain files beneath the kinds' folders whose names are those of records, in order.
  func recordFiles() -> [String] {
    Kind.allCases.flatMap { list($0.folder) }.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted
    {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
  }

  /// The folders beneath the kinds' folders and these themselves, in order.
  func recordFolders() -> [String] {
    var found: Set<String> = []
    for file in recordFiles() {
      var parts = file.split(separator: "/").dropLast()
      while !parts.isEmpty {
        found.insert(parts.joined(separator: "/"))
        parts.removeLast()
      }
    }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private func list(_ path: String) -> [String] {
    var status = stat()
    guard lstat(place(path), &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
      let stream = opendir(place(path))
    else { return [] }
    defer { closedir(stream) }
    var found: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
      }
      guard let name, !name.hasPrefix(".") else { continue }
      let inner = path + "/" + name
      guard lstat(place(inner), &status) == 0 else { continue }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: found += list(inner)
      case S_IFREG: found.append(inner)
      default: break
      }
    }
    return found
  }

  /// A record file of some kind, or of any.
  func anyFile(_ kind: Kind? = nil) -> String? {
    let files = recordFiles().filter { path in kind.map { path.hasPrefix($0.folder + "/") } ?? true }
    return files.isEmpty ? nil : random.pick(files)
  }

  static func kind(of path: String) -> Kind {
    Kind.allCases.first { path.hasPrefix($0.folder + "/") } ?? .contact
  }
}

import CSystem
package import Diagnostics
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file or a folder as an entry of a git tree.
package struct GitEntry: Sendable, Hashable {
  /// As git writes it: `100644`, `100755`, `120000`, `40000`, `160000`.
  package let mode: String
  /// The object's name.
  package let name: String

  package var isFolder: Bool { mode == "40000" }
  package var isFile: Bool { mode == "100644" || mode == "100755" || mode == "100664" }
}

/// A file that two trees have differently.
package struct GitFileChange: Sendable {
  package let path: String
  package let before: GitEntry?
  package let after: GitEntry?

  package init(path: String, before: GitEntry?, after: GitEntry?) {
    (self.path, self.before, self.after) = (path, before, after)
  }
}

/// What differs between two trees, and which folders on the way to it hold a `crm.yaml`.
package struct GitTreeDifference: Sendable {
  package fileprivate(set) var files: [GitFileChange] = []
  /// By the folder's path, empty for the top.
  package fileprivate(set) var repositories: Set<String> = []
}

/// Trees read by `GitObjects`, each once.
package final class GitTrees {
  private let objects: GitObjects
  /// The bytes in a name of an object: 20 or 32.
  private let width: Int
  private var cache: [String: [UInt8]] = [:]

  /// `name` is the full name of some object, which says how long names are.
  package init(_ objects: GitObjects, likeName name: String) {
    self.objects = objects
    width = name.utf8.count / 2
  }

  /// The tree of a commit or a tag; nil where there is none.
  package func root(of commit: String) throws(Diagnostic) -> String? {
    guard let object = try objects.object(commit + "^{tree}"), object.type == "tree" else { return nil }
    cache[object.name] = object.bytes
    return object.name
  }

  private func bytes(_ tree: String?) throws(Diagnostic) -> [UInt8] {
    guard let tree else { return [] }
    if let known = cache[tree] { return known }
    guard let object = try objects.object(tree), object.type == "tree" else { throw GitObjects.lost(tree) }
    cache[tree] = object.bytes
    return object.bytes
  }

  // MARK: Differences

  /// What differs between two trees, either of which may be nothing.
  package func difference(_ before: String?, _ after: String?) throws(Diagnostic) -> GitTreeDifference {
    var difference = GitTreeDifference()
    try compare(before, after, at: "", into: &difference)
    return difference
  }

  private func compare(
    _ before: String?, _ after: String?, at path: String, into difference: inout GitTreeDifference
  ) throws(Diagnostic) {
    if before == after { return }
    let (old, new) = (try bytes(before), try bytes(after))
    let (pairs, hasConfig) = Self.pairs(old, new, width)
    if hasConfig { difference.repositories.insert(path) }
    for pair in pairs {
      let place = path.isEmpty ? pair.name : Path.join(path, pair.name)
      let (was, will) = (pair.before, pair.after)
      if was?.isFolder == true || will?.isFolder == true {
        try compare(
          was?.isFolder == true ? was?.name : nil, will?.isFolder == true ? will?.name : nil, at: place,
          into: &difference)
      }
      let (file, newFile) = (was.flatMap { $0.isFolder ? nil : $0 }, will.flatMap { $0.isFolder ? nil : $0 })
      if file != nil || newFile != nil {
        difference.files.append(GitFileChange(path: place, before: file, after: newFile))
      }
    }
  }

  private struct Pair {
    var name: String
    var before: GitEntry?
    var after: GitEntry?
  }

  /// The entries that differ, by name, and whether either tree has a `crm.yaml`.
  private static func pairs(_ old: [UInt8], _ new: [UInt8], _ width: Int) -> (pairs: [Pair], Bool) {
    var pairs: [Pair] = []
    var hasConfig = false
    old.withUnsafeBufferPointer { old in
      new.withUnsafeBufferPointer { new in
        var (left, right) = (Cursor(old, width), Cursor(new, width))
        while left.isThere || right.isThere {
          if left.isThere, right.isThere, left.isSame(as: right) {
            hasConfig = hasConfig || left.isConfig
            left.advance()
            right.advance()
            continue
          }
          let order = !left.isThere ? 1 : !right.isThere ? -1 : left.order(to: right)
          hasConfig = hasConfig || (order <= 0 && left.isConfig) || (order >= 0 && right.isConfig)
          var pair = Pair(name: order <= 0 ? left.text : right.text)
          if order <= 0 {
            pair.before = left.entry
            left.advance()
          }
          if order >= 0 {
            pair.after = right.entry
            right.advance()
          }
          pairs.append(pair)
        }
      }
    }
    return (pairs, hasConfig)
  }

  // MARK: Finding

  /// The entry at a path below a tree; nil where there is none.
  package func entry(_ path: String, in tree: String?) throws(Diagnostic) -> GitEntry? {
    var here = tree.map { GitEntry(mode: "40000", name: $0) }
    for part in Path.components(path) {
      guard let folder = here, folder.isFolder else { return nil }
      let bytes = try bytes(folder.name)
      here = nil
      bytes.withUnsafeBufferPointer { buffer in
        var cursor = Cursor(buffer, width)
        while cursor.isThere, here == nil {
          if cursor.hasName(part) { here = cursor.entry }
          cursor.advance()
        }
      }
    }
    return here
  }

  /// Every file below a tree whose name passes, given its bytes; folders by name, the last first where `newestFirst`.
  ///
  /// Ends early where `visit` answers true. With `mentioning`, only names with one of these words can pass, so that trees
  /// without them are left alone.
  @discardableResult
  package func files(
    below tree: String?, at path: String = "", newestFirst: Bool = false, mentioning words: [String] = [],
    where isWanted: (UnsafeRawBufferPointer) -> Bool = { _ in true },
    _ visit: (_ path: String, _ entry: GitEntry) throws(Diagnostic) -> Bool
  ) throws(Diagnostic) -> Bool {
    var files: [(String, GitEntry)] = []
    var folders: [(String, GitEntry)] = []
    try bytes(tree).withUnsafeBufferPointer { buffer in
      if !words.isEmpty, !(words + ["40000 "]).contains(where: { Self.has($0, in: buffer) }) { return }
      var cursor = Cursor(buffer, width)
      while cursor.isThere {
        if cursor.isFolder {
          folders.append((cursor.text, cursor.entry))
        } else if isWanted(cursor.name) {
          files.append((cursor.text, cursor.entry))
        }
        cursor.advance()
      }
    }
    let join = { (name: String) in path.isEmpty ? name : Path.join(path, name) }
    for (name, entry) in files {
      if try visit(join(name), entry) { return true }
    }
    for (name, entry) in newestFirst ? folders.reversed() : folders {
      if try self.files(
        below: entry.name, at: join(name), newestFirst: newestFirst, mentioning: words, where: isWanted, visit
      ) {
        return true
      }
    }
    return false
  }

  private static func has(_ word: String, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var word = word
    return word.withUTF8 { crm_contains(bytes.baseAddress, bytes.count, $0.baseAddress, $0.count) != 0 }
  }
}

/// A place in the bytes of a tree: `<mode> <name>\0<object>`, one entry after another.
private struct Cursor {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let width: Int
  private var start = 0
  private var blank = 0
  private var zero = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ width: Int) {
    (self.bytes, self.width) = (bytes, width)
    find()
  }

  /// An entry that is cut off is the end.
  var isThere: Bool { start < bytes.count }

  private var end: Int { zero + 1 + width }

  mutating func advance() {
    start = end
    find()
  }

  private mutating func find() {
    blank = place(of: 0x20, from: start)
    zero = place(of: 0, from: blank)
    if end > bytes.count { start = bytes.count }
  }

  private func place(of byte: Int32, from start: Int) -> Int {
    guard start < bytes.count, let base = bytes.baseAddress,
      let found = memchr(base + start, byte, bytes.count - start)
    else { return bytes.count }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  var isFolder: Bool { bytes[start] == 0x34 }

  var name: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[blank + 1..<zero])
  }

  var text: String { String(decoding: name, as: UTF8.self) }

  func hasName(_ text: String) -> Bool { name.elementsEqual(text.utf8) }

  var isConfig: Bool { zero - blank == 9 && !isFolder && hasName("crm.yaml") }

  var entry: GitEntry {
    let digits = Array("0123456789abcdef".utf8)
    let object = String(unsafeUninitializedCapacity: 2 * width) { target in
      for place in 0..<width {
        let byte = bytes[zero + 1 + place]
        target[2 * place] = digits[Int(byte >> 4)]
        target[2 * place + 1] = digits[Int(byte & 15)]
      }
      return 2 * width
    }
    return GitEntry(mode: String(decoding: bytes[start..<blank], as: UTF8.self), name: object)
  }

  func isSame(as other: Cursor) -> Bool {
    let count = end - start
    guard other.end - other.start == count, let a = bytes.baseAddress, let b = other.bytes.baseAddress else {
      return false
    }
    return memcmp(a + start, b + other.start, count) == 0
  }

  /// By git's order of names, in which a folder's ends in a slash.
  func order(to other: Cursor) -> Int {
    let (a, b) = (name, other.name)
    for place in 0..<min(a.count, b.count) where a[place] != b[place] { return a[place] < b[place] ? -1 : 1 }
    let next = { (name: UnsafeRawBufferPointer, at: Int, isFolder: Bool) -> UInt8 in
      at < name.count ? name[at] : isFolder ? 0x2F : 0
    }
    let place = min(a.count, b.count)
    let (one, two) = (next(a, place, isFolder), next(b, place, other.isFolder))
    return one == two ? 0 : one < two ? -1 : 1
  }
}

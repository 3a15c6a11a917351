package import Diagnostics
import Text

/// The rules for a path inside a repository, held against callers, journals and git alike.
package enum RelativePath {
  /// Nil when the path is fine, else what is wrong with it.
  ///
  /// No component may begin with a dot, so that nothing can reach `.git`, `.crm` or a parent; `.gitignore`
  /// and `.gitattributes` at the root are the exceptions, since `init` writes them.
  package static func fault(in path: String) -> String? {
    if path == ".gitignore" || path == ".gitattributes" { return nil }
    if path.utf8.count > 1024 { return "is longer than 1024 bytes" }
    if path.utf8.first == 0x2D { return "begins with a dash" }
    var depth = 1
    var length = 0
    for byte in path.utf8 {
      switch byte {
      case 0: return "holds a NUL"
      case 0x2F:
        if length == 0 { return "is empty, absolute or holds an empty component" }
        depth += 1
        length = 0
      case 0x2E where length == 0: return "holds a component that begins with a dot"
      default: length += 1
      }
      if length > 255 { return "holds a name longer than 255 bytes" }
    }
    if length == 0 { return "is empty, absolute or holds an empty component" }
    if depth > 32 { return "is deeper than 32 folders" }
    return nil
  }

  package static func check(_ path: String) throws(Diagnostic) {
    if let fault = fault(in: path) {
      throw Diagnostic(.io, "refusing the path \"\(path)\": it \(fault)")
    }
  }

  /// The order of paths: that of texts, and by bytes where these are equal, because `é` is spelled in two ways.
  package static func precedes(_ a: String, _ b: String) -> Bool {
    a == b ? a.utf8.lexicographicallyPrecedes(b.utf8) : a < b
  }

  /// Whether two paths are the same bytes.
  package static func areEqual(_ a: String, _ b: String) -> Bool { a == b && a.utf8.elementsEqual(b.utf8) }

  /// The folder of a path (empty for one at the root) and its last component.
  package static func split(_ path: String) -> (folder: String, name: String) { Path.split(path) }

  /// Every folder on the way to a path, the outermost first.
  package static func ancestors(of path: String) -> [String] {
    path.utf8.indices.filter { path.utf8[$0] == 0x2F }.map { String(path[..<$0]) }
  }

  /// The path with `%XX` for control characters and `%`, so that it fits on a line.
  static func escaped(_ path: String) -> String {
    if path.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && $0 != 0x25 }) { return path }
    var bytes: [UInt8] = []
    for byte in path.utf8 {
      if byte < 0x20 || byte == 0x7F || byte == 0x25 {
        bytes.append(0x25)
        bytes += (byte < 16 ? "0" : "").utf8
        bytes += String(byte, radix: 16).utf8
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The reverse of `escaped`; nil for what it cannot have written.
  static func unescaped(_ text: Substring) -> String? {
    if !text.utf8.contains(0x25) { return String(text) }
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      if byte != 0x25 {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}

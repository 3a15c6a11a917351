/// Paths, cut at the bytes of their slashes.
///
/// A `Character` is no unit of paths: a slash is one `Character` with an accent that begins the next name, and two
/// spellings of `é` are equal texts but names of two files. So no path is cut, compared or counted in any other way.
package enum Path {
  private static let slash = UInt8(ascii: "/")

  package static func isAbsolute(_ path: String) -> Bool { path.utf8.first == slash }

  /// The path of a name in a folder.
  package static func join(_ folder: String, _ name: String) -> String {
    folder.utf8.last == slash ? folder + name : folder + "/" + name
  }

  /// The path itself where it is absolute, else the one that it means in a folder.
  package static func absolute(_ path: String, in folder: String) -> String {
    isAbsolute(path) ? path : join(folder, path)
  }

  /// The names on the way; empty ones, as between two slashes, are left out.
  package static func components(_ path: String) -> [String] {
    path.utf8.split(separator: slash).map { String(Substring($0)) }
  }

  /// The folder of a path (empty where it names none) and its last component.
  package static func split(_ path: String) -> (folder: String, name: String) {
    guard let cut = path.utf8.lastIndex(of: slash) else { return ("", path) }
    return (String(path[..<cut]), String(path[path.utf8.index(after: cut)...]))
  }

  /// The last component.
  package static func name(of path: String) -> String { split(path).name }

  /// The last component up to its first dot.
  package static func stem(of path: String) -> String {
    String(Substring(name(of: path).utf8.prefix { $0 != UInt8(ascii: ".") }))
  }

  /// The folder above an absolute path; nil for `/`.
  package static func parent(of path: String) -> String? {
    guard path.utf8.count > 1, let cut = path.utf8.lastIndex(of: slash) else { return nil }
    return cut == path.utf8.startIndex ? "/" : String(path[..<cut])
  }

  /// What follows the folder in a path: empty for the folder itself, nil for what is not in it.
  package static func relative(_ path: String, to folder: String) -> String? {
    if path.utf8.elementsEqual(folder.utf8) { return "" }
    return remainder(of: path, after: folder.isEmpty ? "" : join(folder, ""))
  }

  /// What follows a beginning; nil where the path does not begin with it.
  package static func remainder(of path: String, after beginning: String) -> String? {
    guard path.utf8.starts(with: beginning.utf8) else { return nil }
    return String(Substring(path.utf8.dropFirst(beginning.utf8.count)))
  }

  /// Whether a path ends in this, as in `.yaml`.
  package static func ends(_ path: String, in end: String) -> Bool {
    path.utf8.suffix(end.utf8.count).elementsEqual(end.utf8)
  }

  /// A path without its end, as without `.yaml`.
  package static func dropping(_ end: String, from path: String) -> String {
    ends(path, in: end) ? String(Substring(path.utf8.dropLast(end.utf8.count))) : path
  }

  /// A path as one name that no other path has: its slashes are written `%2F`, its percent signs `%25`.
  package static func asName(_ path: String) -> String {
    var bytes: [UInt8] = []
    for byte in path.utf8 {
      switch byte {
      case slash: bytes += "%2F".utf8
      case UInt8(ascii: "%"): bytes += "%25".utf8
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

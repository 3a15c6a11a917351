import Records
import Text

extension Repository {
  /// The path within the repository of a file that it is made of, or would take for a record; nil for any other.
  package func path(ofOwnFile path: String) -> String? {
    guard let inside = Path.relative(path, to: root), !inside.isEmpty else { return nil }
    let name = Path.name(of: inside)
    let isOwn =
      [".yaml", ".yml"].contains { name.hasSuffix($0) } || inside.hasPrefix(".git/")
      || inside.hasPrefix(".crm/")
      || name.hasPrefix(".git")
    return isOwn ? inside : nil
  }
}

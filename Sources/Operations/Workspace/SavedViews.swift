package import Store
import YAML

/// The filters kept under `views/`, one file each.
package struct SavedViews: Sendable {
  let repository: Repository

  package init(repository: Repository) { self.repository = repository }

  /// The names, sorted.
  package var names: [String] {
    SupportFiles.list(folder: "views", in: repository).map(\.name).sorted()
  }

  /// The filter of a view, nil when there is none of this name.
  package func filter(_ name: String) -> String? { view(name)?.filter }

  package func view(_ name: String) -> (filter: String, kind: String?)? {
    guard let bytes = SupportFiles.read("views/\(name).yaml", in: repository) else { return nil }
    guard let document = try? Document(parsing: bytes, file: "views/\(name).yaml") else { return nil }
    guard case .scalar(let filter)? = document["filter"]?.content else { return nil }
    var kind: String?
    if case .scalar(let word)? = document["kind"]?.content { kind = word }
    return (filter, kind)
  }
}

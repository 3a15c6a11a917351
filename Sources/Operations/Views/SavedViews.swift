import Diagnostics
package import Output
import Records
package import Store
import YAML

/// A filter kept under a name, used as `@name`.
package struct SavedView: Sendable {
  package let name: String
  /// The kind that it is for, where it is for one.
  package let kind: String?
  package let filter: String

  package static let schema = ObjectSchema<SavedView>(
    "saved view", "A filter kept under a name, used as @name.",
    [
      .text("name", "The name.", title: "name") { $0.name },
      .optionalText("kind", "The kind that it is for, where it is for one.") { $0.kind },
      .text("filter", "The filter.") { $0.filter },
    ])
}

/// The filters kept under `views/`, one file each.
package struct SavedViews: Sendable {
  let repository: Repository

  package init(repository: Repository) { self.repository = repository }

  static func path(of name: String) -> String { "views/\(name).yaml" }

  /// The names, sorted.
  package var names: [String] {
    SupportFiles.list(folder: "views", in: repository).map(\.name).sorted()
  }

  /// The filter of a view, nil when there is none of this name.
  package func filter(_ name: String) -> String? { view(name)?.filter }

  package func view(_ name: String) -> SavedView? {
    let path = SavedViews.path(of: name)
    guard let bytes = SupportFiles.read(path, in: repository),
      let document = try? Document(parsing: bytes, file: path),
      case .scalar(let filter)? = document["filter"]?.content
    else { return nil }
    var kind: String?
    if case .scalar(let word)? = document["kind"]?.content { kind = word }
    return SavedView(name: name, kind: kind, filter: filter)
  }

  /// The change of a view's file; nil bytes remove it.
  func edit(_ name: String, to bytes: [UInt8]?) throws(Diagnostic) -> Change.FileEdit {
    let path = SavedViews.path(of: name)
    return Change.FileEdit(
      path: path, before: try RecordFile.readIfPresent(path, in: repository), after: bytes)
  }
}

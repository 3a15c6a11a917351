import Diagnostics
import Filters
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
      let document = try? YAML.Document(parsing: bytes, file: path),
      case .scalar(let filter)? = document["filter"]?.content
    else { return nil }
    var kind: String?
    if case .scalar(let word)? = document["kind"]?.content { kind = word }
    return SavedView(name: name, kind: kind, filter: filter)
  }

  /// Every view that cannot be used, with the place and the cause.
  func problems(in workspace: Workspace) -> [Diagnostic] {
    let (files, unread) = SupportFiles.files(folder: "views", in: repository)
    return unread
      + files.flatMap { file in
        do throws(YAMLError) {
          let document = try YAML.Document(parsing: file.bytes, file: file.path)
          return SavedViews.problems(of: document, in: workspace)
        } catch {
          return [error.diagnostic(file: file.path)]
        }
      }
  }

  private static func problems(of document: YAML.Document, in workspace: Workspace) -> [Diagnostic] {
    let keys = ["filter", "kind"]
    let unknown = (document.root.pairs ?? []).filter { !keys.contains($0.key) }.map { pair in
      document.diagnostic(
        "unknown key \"\(pair.key)\" of a view", from: pair.keyStart, to: pair.keyEnd,
        hints: .unknown(pair.key, among: keys, listing: "keys: "))
    }
    guard let filter = document["filter"], !filter.isNull else {
      return unknown + [document.diagnostic("the view has no filter", at: document.root)]
    }
    guard let text = filter.text else {
      return unknown + [document.diagnostic("the filter of a view is a text", at: filter)]
    }
    var kind: Kind?
    if let node = document["kind"], !node.isNull {
      kind = node.text.flatMap { Kind(word: $0) }
      if kind == nil {
        let fault = document.diagnostic(
          "\"\(node.text ?? "")\" is no kind of record", at: node,
          hints: .unknown(node.text ?? "", among: Kind.allCases.map(\.rawValue), listing: "kinds: "))
        return unknown + [fault]
      }
    }
    do {
      try check(text, kind: kind, in: workspace)
      return unknown
    } catch {
      let message = (error as? Diagnostic)?.message ?? "\(error)"
      return unknown
        + [document.diagnostic("filter: " + message, at: filter, hints: (error as? Diagnostic)?.hints ?? [])]
    }
  }

  /// Throws where the filter fits the kind not, or without one no kind.
  static func check(_ filter: String, kind: Kind?, in workspace: Workspace) throws {
    var first: (any Error)?
    for kind in kind.map({ [$0] }) ?? [
      .deal, .contact, .company, .task, .lead, .activity, .product, .invoice,
    ] {
      do {
        _ = try Filter.parse([filter], kind: kind, context: workspace.filterContext)
        return
      } catch {
        first = first ?? error
      }
    }
    if let first { throw first }
  }

  /// The change of a view's file; nil bytes remove it.
  func edit(_ name: String, to bytes: [UInt8]?) throws(Diagnostic) -> Change.FileEdit {
    let path = SavedViews.path(of: name)
    return Change.FileEdit(
      path: path, before: try RecordFile.readIfPresent(path, in: repository), after: bytes)
  }
}

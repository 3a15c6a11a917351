import Diagnostics
import Records
import Store
import YAML

/// Finds the line of a field in a record's file, for findings that know the record and the key only.
struct FieldLocator {
  let repository: Repository

  /// The diagnostic with line, column and excerpt; at 1:1 where the key stands nowhere.
  func located(_ diagnostic: Diagnostic, key: String?) -> Diagnostic {
    guard key != nil, let path = diagnostic.location?.file,
      let bytes = SupportFiles.read(path, in: repository),
      let document = try? Document(parsing: bytes, file: path)
    else { return diagnostic }
    return FieldLocator.located(diagnostic, key: key, in: document)
  }

  /// The same for a file that has been parsed, or is only about to be written.
  static func located(_ diagnostic: Diagnostic, key: String?, in document: Document) -> Diagnostic {
    guard let key, let node = document[key] else { return diagnostic }
    var diagnostic = diagnostic
    let place = document.diagnostic(diagnostic.message, at: node)
    diagnostic.location = place.location
    diagnostic.excerpt = place.excerpt
    return diagnostic
  }
}

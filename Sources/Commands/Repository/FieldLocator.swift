import Diagnostics
import Records
import Rules
import Store
import YAML

/// Finds the line of a field in a record's file, for findings that know the record and the key only.
struct FieldLocator {
  let repository: Repository

  /// The finding with line, column and excerpt; at 1:1 where the key stands nowhere.
  func located(_ finding: Finding) -> Diagnostic {
    var diagnostic = finding.diagnostic
    guard let key = finding.key, let path = diagnostic.location?.file,
      let bytes = SupportFiles.read(path, in: repository),
      let document = try? Document(parsing: bytes, file: path), let node = document[key]
    else { return diagnostic }
    let place = document.diagnostic(diagnostic.message, at: node)
    diagnostic.location = place.location
    diagnostic.excerpt = place.excerpt
    return diagnostic
  }
}

package import Diagnostics
import Text

/// Git folders as they are found without git.
package enum GitFolder {
  /// The git folder that a folder is, as a bare repository is one, or has as `.git`; nil where it is neither.
  package static func find(_ folder: String) throws(Diagnostic) -> String? {
    do throws(IOError) {
      for place in [folder, Path.join(folder, ".git")] {
        if try System.status(Path.join(place, "HEAD"))?.isFile == true,
          try System.status(Path.join(place, "objects"))?.isFolder == true
        {
          return place
        }
      }
      return nil
    } catch {
      throw error.diagnostic
    }
  }
}

extension Git {
  /// Whether a text is a full object name.
  package static func isObjectName(_ text: String) -> Bool { isName(text) }
}

extension GitObjects {
  /// The best common ancestor of two commits; nil where they have none.
  package func mergeBase(_ one: String, _ other: String) throws(Diagnostic) -> String? {
    let result = try run(["merge-base", one, other])
    let name = result.outputText.split(whereSeparator: \.isNewline).first.map(String.init)
    if result.status == 1 { return nil }
    guard result.succeeded, let name else { throw Git.failure(result) }
    return name
  }
}

package import Diagnostics

/// Why a file cannot be read, or an edit cannot be made, with the place in the file.
package struct YAMLError: Error, Sendable, Hashable {
  package let code: DiagnosticCode
  package let message: String
  package let mark: Mark
  package let excerpt: Excerpt?
  package let hints: [Hint]
  /// Whether the file is larger or deeper than can be read.
  package let isLimit: Bool

  init(
    _ message: String, at mark: Mark, length: Int = 1, in bytes: [UInt8], code: DiagnosticCode = .invalidData,
    hints: [Hint] = [], isLimit: Bool = false
  ) {
    self.code = code
    self.message = message
    self.mark = mark
    self.excerpt = SourceText(bytes).excerpt(at: mark, length: length)
    self.hints = hints
    self.isLimit = isLimit
  }

  /// A fault of the file as a whole, at 1:1.
  init(
    wholeFile message: String, code: DiagnosticCode = .invalidData, hints: [Hint] = [],
    isLimit: Bool = false
  ) {
    self.code = code
    self.message = message
    self.mark = Mark(offset: 0, line: 1, column: 1)
    self.excerpt = nil
    self.hints = hints
    self.isLimit = isLimit
  }

  /// The error as the user sees it; `file` is the path as the user knows it.
  package func diagnostic(file: String) -> Diagnostic {
    Diagnostic(
      code, message, at: SourceLocation(file: file, line: mark.line, column: mark.column), excerpt: excerpt,
      hints: hints)
  }
}

package import Diagnostics

/// A parsed file: its bytes as read, and the mapping they hold with the place of every value.
package struct Document: Sendable {
  /// What a file may be as a whole.
  package enum RootForm: Sendable {
    case mapping, mappingOrList
  }

  package let bytes: [UInt8]
  /// The path as the user knows it.
  package let file: String
  /// A mapping, or a list where one may be.
  package let root: Node
  let limits: Limits

  /// Reads one record; the file must be UTF-8, one document, of the form, and within the limits.
  package init(
    parsing bytes: [UInt8], file: String, limits: Limits = .record, root form: RootForm = .mapping
  ) throws(YAMLError) {
    guard bytes.count <= limits.bytes else {
      throw YAMLError(
        wholeFile: "the file has \(bytes.count) bytes; at most \(limits.bytes) can be read as a record",
        isLimit: true)
    }
    let isASCII = try Encoding.check(bytes)
    let base = SourceText.byteOrderMarkLength(bytes)
    guard bytes.count > base else { throw YAMLError(wholeFile: "the file is empty") }
    self.root = try bytes.withUnsafeBufferPointer { (buffer) throws(YAMLError) -> Node in
      if let root = StrictScanner.root(of: buffer, isASCII: isASCII, limits: limits) { return root }
      var parser = EventParser(source: bytes, bytes: buffer, base: base, isASCII: isASCII, limits: limits)
      return try parser.document(form)
    }
    self.bytes = bytes
    self.file = file
    self.limits = limits
  }

  /// Whether a file has anything but comments, blank lines and `---`.
  package static func hasContent(_ bytes: [UInt8]) -> Bool {
    let text = bytes.dropFirst(SourceText.byteOrderMarkLength(bytes))
    return text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).contains { line in
      guard let first = line.first(where: { $0 != 0x20 && $0 != 0x09 }) else { return false }
      return first != 0x23 && !line.elementsEqual("---".utf8)
    }
  }

  /// The pairs of the root, in file order.
  package var pairs: [Node.Pair] { root.pairs ?? [] }

  package subscript(key: String) -> Node? { root[key] }

  /// A finding about the bytes between two marks, with the line it is on; an end on a later line marks to the line's end.
  package func diagnostic(
    _ message: String, from start: Mark, to end: Mark, code: DiagnosticCode = .invalidData,
    hints: [Hint] = []
  ) -> Diagnostic {
    let length = end.line == start.line ? end.column - start.column : SourceText.excerptWidth
    return Diagnostic(
      code, message, at: SourceLocation(file: file, line: start.line, column: start.column),
      excerpt: SourceText(bytes).excerpt(at: start, length: length), hints: hints)
  }

  /// A finding about a value.
  package func diagnostic(
    _ message: String, at node: Node, code: DiagnosticCode = .invalidData, hints: [Hint] = []
  ) -> Diagnostic {
    diagnostic(message, from: node.start, to: node.end, code: code, hints: hints)
  }
}

/// A cell, or a part of it, that went to no field and was kept as it is.
package struct KeptCell: Sendable, Hashable {
  package let line: Int
  package let column: String
  package let value: String
  /// Why it is in no field.
  package let reason: String

  package init(line: Int, column: String, value: String, reason: String) {
    self.line = line
    self.column = column
    self.value = value
    self.reason = reason
  }

  /// `line 7: Phone: "ask Mary" is not a phone number; kept under extra`.
  package var message: String { "line \(line): \(column): \(reason); kept under extra" }

  /// The same as a warning of the report.
  package var warning: ImportWarning {
    ImportWarning(reason + "; kept under extra", place: "line \(line)", column: column)
  }
}

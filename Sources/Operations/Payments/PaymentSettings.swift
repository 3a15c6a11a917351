package import Dates
import Diagnostics
package import Imports
package import Records

/// What a person says about a bank's file; what is not said falls back to the mapping and then to the file.
package struct PaymentSettings: Sendable {
  /// The path, from the folder that the run is in; `-` is what is handed to the run.
  package var file: String
  /// One's own account: of a file with several it alone counts, for a file that names none it is that.
  package var account: String?
  /// The name of a mapping under `imports/`.
  package var mapping: String?
  /// `column=field` words.
  package var columns: [String] = []
  package var dateOrder: DateOrder?
  package var decimals: DecimalMark?
  /// The name of an encoding.
  package var encoding: String?
  package var separator: CSVDialect.Separator?
  package var sheet: String?
  /// The name under which the mapping is kept.
  package var savesAs: String?

  package init(file: String) { self.file = file }

  func reading() throws(Diagnostic) -> ReadingOptions {
    ReadingOptions(
      encoding: try encoding.map { name throws(Diagnostic) in try ImportSource.encoding(named: name) },
      separator: separator?.rawValue, sheet: sheet)
  }
}

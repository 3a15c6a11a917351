package import Dates
import Diagnostics
package import Imports
package import Records

/// What a person says about an import; what is not said falls back to the preset and then to the file.
package struct ImportSettings: Sendable {
  /// The path, from the folder that the run is in; `-` is what is handed to the run.
  package var file: String
  package var kind: Kind?
  package var preset: String?
  /// `column=field` words.
  package var columns: [String] = []
  /// `column:cell=value` words.
  package var values: [String] = []
  /// `field=value` words, for all rows.
  package var constants: [String] = []
  package var mode: ImportMode?
  /// What rows are matched by, such as `email` and `name+company`.
  package var updateBy: [String] = []
  package var dateOrder: DateOrder?
  package var decimals: DecimalMark?
  /// The name of an encoding.
  package var encoding: String?
  package var separator: CSVDialect.Separator?
  /// The name of a sheet of a workbook, or its number from 1.
  package var sheet: String?
  package var createsLinks = true
  package var onlyMapped = false
  /// All rows or none.
  package var isStrict = false
  /// Where rejected rows go; beside the file when nil.
  package var rejects: String?
  /// The name under which the mapping is kept.
  package var savesAs: String?
  package var nextStep = NextStepRequest()

  package init(file: String) { self.file = file }

  /// The request for this run; throws `usage` for words that are no such pairs.
  func request(
    batch: String, _ reading: ReadingOptions, in workspace: Workspace, _ context: Context
  ) throws -> ImportRequest {
    var request = ImportRequest(
      file: file, batch: batch, now: workspace.moment, user: workspace.user, mint: context.mint)
    (request.kind, request.preset) = (kind, preset)
    request.columns = try columns.map { try ImportRequest.entry($0, option: "--map") }
    request.valueMaps = try values.map { try ImportRequest.valueMap($0) }
    request.constants = try constants.map { try ImportRequest.entry($0, option: "--set") }
    (request.mode, request.updateBy) = (mode, updateBy)
    (request.dateOrder, request.decimals) = (dateOrder, decimals)
    request.reading = reading
    request.next = try nextStep.step(workspace, context)
    (request.createsLinks, request.onlyMapped, request.isStrict) = (createsLinks, onlyMapped, isStrict)
    request.rejects = rejects
    return request
  }
}

import Diagnostics
package import Exports
import Filters
import Output
package import Records
import Store
import Text

/// Records as a file that other programs read.
package struct ExportRecords: Operation {
  /// What stands for the file where it goes to standard output.
  package static let answer = AnswerForm.text
  /// What was written, where it goes to a file.
  package static let fileAnswer = AnswerForm.item(WrittenExport.schema, hasTable: true)

  /// All kinds where none is given.
  package let kind: Kind?
  /// Terms of the filter language; all records without one.
  package let filter: [String]
  /// What the file's name says where nothing is given.
  package let format: ExportFormat?
  package let options: ExportOptions
  /// The file or the folder to be made.
  package let output: String?

  package init(
    _ kind: Kind?, filter: [String] = [], as format: ExportFormat?, options: ExportOptions = ExportOptions(),
    output: String?
  ) {
    self.kind = kind
    self.filter = filter
    self.format = format
    self.options = options
    self.output = output
  }

  package func run(in context: Context) throws -> Answer {
    let format = try chosenFormat()
    let kinds = try kinds(of: format)
    let target = try output.map { output throws(Diagnostic) in try ExportTarget(output, format, context) }
    let workspace = try context.open()
    let parts = try kinds.map { kind in
      let filter = try Filter.parse(filter, kind: kind, context: workspace.filterContext)
      return ExportPart(kind, filter.select().filter(format.takes), isWhole: self.filter.isEmpty)
    }
    let data = ExportData(workspace.snapshot, parts, now: workspace.moment)
    guard let target else {
      return .file(
        FileAnswer(isText: format.isText, format: format.rawValue) { send in
          try data.write(as: format, options, to: send)
        })
    }
    let written = try target.write(data, format, options, isDryRun: context.options.isDryRun)
    var answer = ItemAnswer([written], as: WrittenExport.schema)
    answer.isRemark = true
    return .item(answer, said: written.said(isDryRun: context.options.isDryRun))
  }

  private func chosenFormat() throws(Diagnostic) -> ExportFormat {
    if let format { return format }
    if let output, let format = ExportFormat(file: output) { return format }
    let message = output.map { "the name \"\($0)\" does not say a format" } ?? "no format is said"
    throw Diagnostic(
      .usage, message, hints: ["say it with --as, one of \(ExportFormat.allCases.map(\.rawValue))"])
  }

  private func kinds(of format: ExportFormat) throws(Diagnostic) -> [Kind] {
    if let kind {
      guard format.kinds.contains(kind) else {
        throw Diagnostic(
          .invalidValue, "\(format.rawValue) has no place for \(kind.plural)",
          hints: ["it takes \(format.kinds.map(\.plural))"])
      }
      return [kind]
    }
    guard format.holdsSeveralKinds || format.kinds.count == 1 else {
      let others = ExportFormat.allCases.filter {
        $0.holdsSeveralKinds && $0.kinds.count == Kind.allCases.count
      }
      throw Diagnostic(
        .usage, "a \(format.rawValue) file holds one kind",
        hints: ["name it: \(Kind.allCases.map(\.plural))", "all kinds fit into \(others.map(\.rawValue))"])
    }
    guard filter.isEmpty || format.kinds.count == 1 else {
      throw Diagnostic(
        .usage, "a filter needs one kind",
        hints: ["name it: \(format.kinds.map(\.plural))"])
    }
    return format.kinds
  }
}

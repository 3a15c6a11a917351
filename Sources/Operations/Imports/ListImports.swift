import Diagnostics
import Imports
import Output
import Store
import YAML

/// The imports that can be taken back, the newest first.
package struct ListImports: Operation {
  package static let answer = AnswerForm.items(Batch.schema)

  package init() {}

  package func run(in context: Context) throws -> Answer {
    let workspace = try context.open(reportingProblems: false)
    let batches = try workspace.importBatches().filter { !$0.isOfPayments }
    return .items(ItemAnswer(batches, as: Batch.schema, in: workspace))
  }
}

extension Workspace {
  /// The batches under `imports/batches/`, the newest first.
  func importBatches() throws -> [Batch] {
    var batches: [Batch] = []
    for entry in SupportFiles.list(folder: "imports", in: repository)
    where entry.name.hasPrefix("batches/") {
      guard let bytes = try SupportFiles.large(entry.path, in: repository) else { continue }
      let document: YAML.Document
      do throws(YAMLError) {
        document = try YAML.Document(parsing: bytes, file: entry.path, limits: Batch.limits)
      } catch {
        throw error.diagnostic(file: entry.path)
      }
      batches.append(try Batch(document, snapshot: snapshot))
    }
    return batches.sorted { $0.at > $1.at }
  }
}

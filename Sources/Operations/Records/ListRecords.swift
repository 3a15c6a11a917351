import Filters
import Output
package import Records

/// The records of one kind that match a filter.
package struct ListRecords: Operation {
  package static let answer = AnswerForm.list
  package let kind: Kind
  /// Terms of the filter language; all records without one.
  package let filter: [String]

  package init(_ kind: Kind, filter: [String]) {
    self.kind = kind
    self.filter = filter
  }

  package func run(in context: Context) throws -> Answer {
    let (kind, terms) = (kind, filter)
    let (format, fields) = (context.partial?.format ?? .json, context.options.fields)
    let workspace = try context.open { config, repository in
      let views = SavedViews(repository: repository)
      return Filter.reads(terms, kind: kind, config: config, view: { views.filter($0) }).union(
        RecordAnswer.reads(kind, as: format, fields: fields, schema: config.schema))
    }
    let filter = try Filter.parse(filter, kind: kind, context: workspace.filterContext)
    return .list(RecordAnswer(filter.select(), kind: kind, in: workspace, remark: remark))
  }

  /// An exact comparison is often more exact than was meant.
  private var remark: String? {
    for term in filter.flatMap({ $0.split(separator: " ") }) {
      guard let sign = term.firstIndex(of: "="), sign > term.startIndex,
        !"<>!=~".contains(term[term.index(before: sign)])
      else { continue }
      let looser = term[..<sign] + ":" + term[term.index(after: sign)...]
      return "= compares whole values, capitals included; \(looser) does not"
    }
    return nil
  }
}

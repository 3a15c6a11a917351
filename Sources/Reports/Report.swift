import Dates
package import Diagnostics
package import Records

/// An option of `crm reports NAME` that not every report understands.
package enum ReportOption: String, Sendable, Hashable, CaseIterable {
  case period, pipeline, by, asOf, mode, currency, limits, days

  /// The option as it is typed.
  package var flag: String { self == .asOf ? "--as-of" : "--" + rawValue }

  /// The same in a sentence, with all that gives it.
  var words: String { self == .period ? "--from, --to or --period" : flag }
}

/// What a report may go by that is in no record.
package enum ReportFile: Sendable, Hashable {
  /// `sources.yaml`.
  case costs
  /// The files of `plans/`.
  case plans
}

extension KindSet {
  /// The kinds that deals are about; not what was done and is to be done for them, of which there is far more.
  static let business = KindSet.all.subtracting(KindSet([.activity, .task]))
}

/// One report: what it is called, what it may be asked, and the pure function that makes it.
package struct Report: Sendable {
  package let name: String
  package let title: String
  /// What the numbers mean, in one or two sentences; shown by `reports list` and in the manual.
  package let doc: String
  /// The kind of record that `--where` narrows.
  package let subject: Kind
  /// Further kinds that `--where` narrows in the same way.
  package let alsoAbout: [Kind]
  /// The files beside the records that it goes by.
  package let reads: Set<ReportFile>
  /// The kinds of record that it is counted from.
  package let kinds: KindSet
  package let options: [ReportOption]
  /// What `--by` may split the report by, where it takes it.
  private let groupings: [Grouping]
  /// What `--by` does not split the rows by but makes them be about.
  private let subjectGrouping: Grouping?
  /// The days that it is about where nobody says; nil for all time.
  let defaultPeriod: (@Sendable (ReportInput) -> CivilInterval)?
  /// What it means that the report has no rows.
  package let whenEmpty: String
  /// The columns, without the one that `--by` puts before them.
  package let fields: [ReportField]
  /// The pictures of the rows.
  let charts: [ReportChart]
  package var hasChart: Bool { !charts.isEmpty }
  private let body: @Sendable (Report, ReportInput) throws(Diagnostic) -> ReportAnswer

  init<Row>(
    name: String, title: String, doc: String, subject: Kind = .deal, options: [ReportOption],
    groupings: [Grouping] = Grouping.allCases, subjectGrouping: Grouping? = nil,
    alsoAbout: [Kind] = [], reads: Set<ReportFile> = [],
    defaultPeriod: (@Sendable (ReportInput) -> CivilInterval)? = nil,
    whenEmpty: String = "no deals are counted here", kinds: KindSet = .all, columns: [ReportColumn<Row>],
    charts: [ReportChart] = [],
    rows: @escaping @Sendable (ReportInput) throws(Diagnostic) -> ReportRows<Row>
  ) {
    self.name = name
    self.title = title
    self.doc = doc
    self.subject = subject
    self.alsoAbout = alsoAbout
    self.reads = reads
    self.kinds = kinds
    self.options = options
    self.groupings = groupings
    self.subjectGrouping = subjectGrouping
    self.defaultPeriod = defaultPeriod
    self.whenEmpty = whenEmpty
    self.charts = charts
    fields = columns.map(\.field)
    body = { report, input throws(Diagnostic) in
      let found = try rows(input)
      let first = report.fields(by: input.by).dropLast(columns.count)
      func answer(_ length: Int) -> ReportAnswer {
        let columns = columns.flatMap { $0.members(of: found.all, atLeast: length) }
        return ReportAnswer(
          report: report, fields: first + columns.map(\.field), rowCount: found.rows.count,
          total: { key in
            guard let row = found.totals.first else { return .missing }
            return columns.first { $0.field.key == key }?.value(row) ?? .missing
          },
          make: { ReportResult(report, input, found, columns, at: $0, rows: $1, isDrawn: $2) },
          lengthened: answer)
      }
      return answer(0)
    }
  }

  /// The columns that the report has when it is split by this: one more, unless its rows are split by it anyway.
  package func fields(by grouping: String?) -> [ReportField] {
    guard let grouping = grouping.flatMap(Grouping.init), grouping != subjectGrouping, !isSplit(by: grouping)
    else { return fields }
    return [grouping.field] + fields
  }

  private func isSplit(by grouping: Grouping) -> Bool {
    grouping != subjectGrouping && fields.contains { $0.key == grouping.rawValue }
  }

  /// Makes the report with all its columns; throws as `answer` does.
  package func run(_ input: ReportInput) throws(Diagnostic) -> ReportResult { try answer(input).result() }

  /// Counts what the report is about; throws `usage` for an option that it does not take, `invalid_value` for a value
  /// that cannot be.
  package func answer(_ input: ReportInput) throws(Diagnostic) -> ReportAnswer {
    for option in ReportOption.allCases where input.uses(option) && !options.contains(option) {
      throw Diagnostic(
        .usage, "report \"\(name)\" takes no \(option.words)",
        hints: [options.isEmpty ? "it takes --where only" : "it takes --where, \(options.map(\.flag))"])
    }
    if let by = input.by, let grouping = Grouping(rawValue: by), !groupings.contains(grouping) {
      throw Diagnostic(
        .invalidValue, "report \"\(name)\" takes no --by \(by)",
        hints: ["it takes one of \(groupings.map(\.rawValue))"])
    }
    if let pipeline = input.pipeline, !input.knownPipelines.contains(pipeline) {
      let known = input.knownPipelines
      throw Diagnostic(
        .invalidValue, "there is no pipeline \"\(pipeline)\"",
        hints: [known.isEmpty ? "pipelines/ is empty" : "the pipelines are \(known)"])
    }
    if let currency = input.currency,
      currency.utf8.count != 3 || !currency.utf8.allSatisfy({ (0x41...0x5a).contains($0) })
    {
      throw Diagnostic(
        .invalidValue, "--currency takes three letters, such as EUR, not \"\(currency)\"")
    }
    if let asOf = input.asOf, asOf > input.zone.date(input.now) {
      throw Diagnostic(
        .invalidValue, "--as-of \(asOf) lies in the future", hints: ["a report looks back only"])
    }
    var input = input
    if input.period == nil, let defaultPeriod { input.period = defaultPeriod(input) }
    if let by = input.by.flatMap(Grouping.init), isSplit(by: by) { input.by = nil }
    return try body(self, input)
  }
}

/// A report whose rows are found and whose values are not yet worked out.
package struct ReportAnswer {
  package let report: Report
  /// The columns that can be chosen; of a family of columns those that the rows have.
  package let fields: [ReportField]
  package let rowCount: Int
  /// A value of the first total under a column's key.
  let total: (String) -> ReportValue
  fileprivate let make: (_ places: [Int]?, _ rows: Int, _ isDrawn: Bool) -> ReportResult
  /// The same with so many members of each family at least.
  fileprivate let lengthened: (Int) -> ReportAnswer

  /// Whether each row is about a record, which `ids` can name.
  package var hasRecords: Bool { fields.contains { $0.key == "ref" } }

  /// The same with those members of families that the keys name, which have no values where the rows end before them.
  package func holding(_ keys: [String]) -> ReportAnswer {
    let numbers = report.fields.flatMap { field in keys.compactMap(field.number) }
    return numbers.max().map { lengthened($0 + 1) } ?? self
  }

  /// The report with the columns at these places of `fields`, all without them, and no more than so many rows; the others
  /// are not worked out, nor are the pictures where nobody draws them.
  package func result(at places: [Int]? = nil, rows: Int = .max, isDrawn: Bool = true) -> ReportResult {
    make(places, rows, isDrawn)
  }
}

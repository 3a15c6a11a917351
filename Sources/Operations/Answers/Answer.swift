package import Diagnostics
package import JSON
package import Output
package import Records
package import Reports

/// What an operation answers: a value that any face can show, in any format that it takes.
package enum Answer {
  /// Records of one kind, a line each.
  case list(RecordAnswer)
  /// Records, each by itself: a card for people, an object for programs.
  case cards(RecordAnswer)
  /// What became of records.
  case changes(ChangeAnswer)
  /// Values of a declared shape, a row each.
  case items(ItemAnswer)
  /// One value of a declared shape; people get `said`, a line each, or its table where nothing is said.
  case item(ItemAnswer, said: [String])
  /// What is wrong, each with its place and the way out, after what was done about it, a line each.
  case findings([Diagnostic], said: [String] = [])
  /// What was looked at, and whether it is sound.
  case health([HealthCheck])
  /// A JSON Schema; formats other than JSON show the members that it declares.
  case schema(JSONValue, members: ItemAnswer)
  case report(ReportAnswer)
  case dashboard(DashboardResult)
  case digest(DigestAnswer)
  /// The day's work, numbered for people; programs get the digest.
  case agenda(Agenda, Workspace)
  /// Text that is all there is, such as a script.
  case text(String)

  /// A whole file for other programs, in pieces as they are made.
  case file(FileAnswer)

  /// Whether there is nothing to read, and so no file to be written.
  package var isNothing: Bool { if case .digest(let digest) = self { digest.isEmpty } else { false } }

  /// For a person who said no.
  static var nothing: Answer { .text("") }
}

/// A file that goes to standard output.
package struct FileAnswer {
  /// Whether a terminal can show it.
  package let isText: Bool
  /// What its format is called.
  package let format: String
  /// Makes the file and hands it over piece by piece, each ending with a whole character where it is text.
  package let write: (_ send: @escaping ([UInt8]) throws -> Void) throws -> Void
  /// What is said of it beside the file, a line each.
  package let notes: [String]

  package init(
    isText: Bool, format: String, notes: [String] = [],
    write: @escaping (_ send: @escaping ([UInt8]) throws -> Void) throws -> Void
  ) {
    self.notes = notes
    self.isText = isText
    self.format = format
    self.write = write
  }
}

/// Records to be shown, with what their links, times and numbers are worked out from.
package struct RecordAnswer {
  package var records: [Record]
  package var kind: Kind
  package var workspace: Workspace
  /// What a person at a terminal may have meant, where nothing matched.
  package var remark: String?
  /// Whether each object says what the clocks at its client's show.
  var showsClientTime = false
  /// Whether what somebody outside wrote is shown at its full length.
  var showsOutside = false
  /// Whether each object says at which revision its file is.
  var showsRevision = false

  package init(
    _ records: [Record], kind: Kind, in workspace: Workspace, remark: String? = nil
  ) {
    self.records = records
    self.kind = kind
    self.workspace = workspace
    self.remark = remark
  }
}

/// What a writer did.
package struct ChangeAnswer {
  /// One record and what became of it.
  package struct Entry {
    package var id: RecordID
    /// `moved to proposal`.
    package var what: String
    package var detail: String?
    /// Whether the next step of the deal that it is or belongs to is shown too.
    package var showsNextStep: Bool

    package init(_ id: RecordID, _ what: String, detail: String? = nil, showsNextStep: Bool = true) {
      self.id = id
      self.what = what
      self.detail = detail
      self.showsNextStep = showsNextStep
    }
  }

  /// People get a line for each; programs get the records of `subjects`.
  package var entries: [Entry]
  /// The workspace in which the records are looked up: after the change, or before a deletion.
  package var workspace: Workspace
  /// The records that programs get: one object, or a list where `isMany`.
  package var subjects: [RecordID]
  package var isMany: Bool
  package var kind: Kind
  /// Sentences in place of the entries' lines.
  package var said: [String]?
  package var isDryRun: Bool

  /// One record is the subject; the others went along with it.
  package init(_ kind: Kind, _ entries: [Entry], in workspace: Workspace, _ context: Context) {
    self.kind = kind
    self.entries = entries
    self.workspace = workspace
    subjects = entries.first.map { [$0.id] } ?? []
    isMany = false
    isDryRun = context.options.isDryRun
  }

  /// Records that people get `said` of, one object for programs, or a list where `isMany`.
  package init(
    _ kind: Kind, said: [String], of subjects: [RecordID], isMany: Bool = false, in workspace: Workspace,
    _ context: Context
  ) {
    self.kind = kind
    entries = []
    self.workspace = workspace
    self.subjects = subjects
    self.isMany = isMany
    self.said = said
    isDryRun = context.options.isDryRun
  }
}

/// Values of a declared shape, as objects and as a table.
package struct ItemAnswer {
  package let objects: () -> [JSONValue]
  package private(set) var table: (_ isForPeople: Bool) -> Table
  /// What is drawn for people in place of the table, unless they ask for columns.
  package var drawing: ((Rendering) -> String)?
  /// The run ends with a status no better than that of this code.
  package var failure: DiagnosticCode?
  /// The records behind the values, which lists, spreadsheets and documents get in their place.
  package var records: RecordAnswer?
  /// Whether what is drawn is a remark on what was done, and left out where nothing but data is wanted.
  package var isRemark = false
  /// The members that the objects are declared to have.
  let keys: [String]
  /// The columns that people see only where they ask for them, because they know what is in them.
  package var columnsOnDemand: [String] = []
  /// Said at a terminal where there is nothing.
  package var whenEmpty: String?
  /// What programs that read objects get behind the last of them; never chosen from.
  package var ending: JSONValue?
  /// Whether that is said to people who read no terminal, too.
  package var isEmptinessNews = false

  /// People read moments on the clocks of the workspace, where it is given, and no more than `limit` rows.
  package init<Value>(
    _ values: [Value], as schema: ObjectSchema<Value>, in workspace: Workspace? = nil,
    peopleSee limit: Int = .max, whenEmpty: String? = nil
  ) {
    objects = { values.map(schema.json) }
    keys = schema.members.map(\.key)
    table = { isForPeople in
      isForPeople
        ? schema.table(Array(values.prefix(limit)), zone: workspace?.zone) : schema.table(values)
    }
    self.whenEmpty = whenEmpty
  }

  /// Gives the table that people see a heading, a chart or tints.
  package mutating func dress(_ change: @escaping (inout Table) -> Void) {
    table = { [table] isForPeople in
      var dressed = table(isForPeople)
      if isForPeople { change(&dressed) }
      return dressed
    }
  }

  /// One value, whose table has a row for each of its parts.
  package init<Value, Part>(
    _ value: Value, as schema: ObjectSchema<Value>, parts: @escaping () -> [Part],
    as partSchema: ObjectSchema<Part>
  ) {
    objects = { [schema.json(value)] }
    keys = schema.members.map(\.key)
    table = { _ in partSchema.table(parts()) }
  }
}

/// What kind of answer an operation gives, known before it runs: the formats that it takes and its JSON Schema follow.
package struct AnswerForm: Sendable {
  package let formats: [OutputFormat]
  /// Whether `--fields` chooses columns or members: of whatever fits into every format.
  package var hasColumns: Bool { formats.contains(.csv) }
  /// Whether programs can read it.
  package var isData: Bool { formats.contains(.json) }
  /// The columns and members there are, where they are known before it runs.
  package let columns: (@Sendable () -> [String])?
  /// The JSON Schema of what `--format json` prints; records and findings in it are references to definitions.
  package let schema: @Sendable () -> JSONValue
  /// Whether it says what became of records.
  package let isChange: Bool

  private init(
    _ formats: [OutputFormat], isChange: Bool = false, columns: (@Sendable () -> [String])? = nil,
    schema: @escaping @Sendable () -> JSONValue
  ) {
    self.formats = formats
    self.isChange = isChange
    self.columns = columns
    self.schema = schema
  }

  /// The formats that one of the forms takes, in their usual order.
  package static func formats(of forms: [AnswerForm]) -> [OutputFormat] {
    OutputFormat.allCases.filter { format in forms.contains { $0.formats.contains(format) } }
  }

  private static func array(_ schema: JSONValue) -> JSONValue { JSONType.list(.object(schema)).schema }

  package static let list = list(of: nil)
  /// Records of one kind, or of any.
  package static func list(of kind: Kind?) -> AnswerForm {
    AnswerForm(OutputFormat.ofLists) { JSONType.list(record(kind)).schema }
  }
  /// One record as one object; several, named by their ids, as a list.
  package static func cards(of kind: Kind?) -> AnswerForm {
    AnswerForm(OutputFormat.ofLists) { oneOrMany(kind) }
  }
  package static let cards = cards(of: nil)
  /// What became of records: of one, or of several as a list.
  package static func changes(of kind: Kind?) -> AnswerForm {
    AnswerForm(OutputFormat.ofLists, isChange: true) { oneOrMany(kind) }
  }
  package static let changes = changes(of: nil)

  private static func record(_ kind: Kind?) -> JSONType { .definition(kind?.rawValue ?? "record") }
  private static func oneOrMany(_ kind: Kind?) -> JSONValue {
    JSONType.either([record(kind), .list(record(kind))]).schema
  }
  /// Values of a shape, whose columns are known unless records are shown in their place.
  package static func items<Value>(
    _ schema: ObjectSchema<Value>, orRecords showsRecords: Bool = false
  ) -> AnswerForm {
    let columns: @Sendable () -> [String] = { schema.keys }
    return AnswerForm(OutputFormat.ofLists, columns: showsRecords ? nil : columns) {
      array(schema.schema)
    }
  }
  /// Values of a shape, and behind them one of another, which says how to go on.
  package static func items<Value, End>(
    _ schema: ObjectSchema<Value>, endingWith end: ObjectSchema<End>
  ) -> AnswerForm {
    AnswerForm(OutputFormat.ofLists, columns: { schema.keys }) {
      JSONType.list(.either([.object(schema.schema), .object(end.schema)])).schema
    }
  }
  /// One object; with a table where it is a row, or has rows.
  package static func item<Value>(_ schema: ObjectSchema<Value>, hasTable: Bool = false) -> AnswerForm {
    AnswerForm(hasTable ? OutputFormat.ofLists : OutputFormat.ofObjects, columns: { schema.keys }) {
      schema.schema
    }
  }
  /// One object whose table has a row for each of its parts.
  package static func item<Value, Part>(
    _ schema: ObjectSchema<Value>, of parts: ObjectSchema<Part>
  ) -> AnswerForm {
    AnswerForm(OutputFormat.ofLists, columns: { schema.keys + parts.keys }) { schema.schema }
  }
  package static let findings = AnswerForm(OutputFormat.ofObjects) {
    array(DiagnosticRenderer.schema.schema)
  }
  package static let report = AnswerForm(OutputFormat.ofLists + [.svg, .xlsx]) { Report.schema }
  package static let dashboard = AnswerForm(OutputFormat.ofDocuments) { DashboardResult.schema.schema }
  package static let digest = AnswerForm(OutputFormat.ofDocuments + [.ics, .eml]) {
    DigestResult.schema.schema
  }
  package static let agenda = AnswerForm(OutputFormat.ofDocuments) { DigestResult.schema.schema }
  package static let schema = AnswerForm(OutputFormat.ofLists) { ["type": "object"] }
  package static let text = AnswerForm([.table]) { ["type": "string"] }
  /// A line on standard error, with `--json`.
  package static let messages = AnswerForm([.json]) { DiagnosticRenderer.lineSchema }
}

/// Whether a request may change what is kept.
package enum Effect: String, Sendable, CaseIterable {
  case reads, writes
}

/// A request that is ready to run, and answers.
package protocol Operation: Sendable {
  /// What kind of answer it gives.
  static var answer: AnswerForm { get }
  /// Whether it may change the repository; by default it does where it answers what became of records.
  static var effect: Effect { get }
  /// Throws a `Diagnostic` where it is refused, and then has changed nothing.
  func run(in context: Context) throws -> Answer
}

extension Operation {
  package static var effect: Effect { answer.isChange ? .writes : .reads }
}

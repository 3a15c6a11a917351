import ArgumentParser
import Diagnostics
import JSON
import Output
import Records
import Store
import Text

/// `crm schema [KIND]`: the JSON Schema of what `--json` prints.
struct SchemaCommand: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of a kind, or of all.",
    discussion: """
      The custom fields of crm.yaml are in it; outside a repository only the built-in fields are. --format table, csv \
      and the like list the fields instead.
      """)

  @Argument(
    help: ArgumentHelp("contact, company, lead, deal, task, activity or product.", valueName: "kind"),
    completion: .list(Kind.allCases.map(\.rawValue)))
  var kind: String?

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let kind = try kind.map { word throws(Diagnostic) in
      if let kind = Kind(word: word) { return kind }
      let words = Kind.allCases.map(\.rawValue)
      let near = EditDistance.nearest(to: word, among: words)
      throw Diagnostic(
        .invalidValue, "there is no kind \"\(word)\"",
        hints: [near.map { "did you mean \"\($0)\"?" }, "a kind is one of \(words)"]
          .compactMap { $0 })
    }
    let schema = try schema(session)
    // JSON Schema is what the command is for, so only a format that is asked for gives anything else.
    guard global.format == nil || session.isJSON else {
      return try TablePrinter(session: session).print(table(schema, kind))
    }
    let document = JSONSchema(schema: schema)
    let json = kind.map { document.document($0) } ?? document.document()
    try session.write(json.encoded(pretty: session.format != .jsonl) + "\n")
  }

  private func schema(_ session: Session) throws -> Schema {
    let repository: Repository
    do {
      repository = try session.repository()
    } catch let error as Diagnostic where error.code == .notFound {
      let isNamed = global.directory != nil || session.world.environment["CRM_REPO"]?.isEmpty == false
      if isNamed { throw error }
      return .plain
    }
    let (config, problems) = try RepositoryLoader.config(in: repository)
    for problem in problems { session.fail(problem) }
    return config.schema
  }

  private func table(_ schema: Schema, _ kind: Kind?) -> Table {
    var columns = ["kind", "key", "type", "required", "doc"].map { Column($0) }
    var rows: [[Cell]] = (kind.map { [$0] } ?? Kind.allCases).flatMap { kind in
      schema[kind].fields.map { field in
        [
          .text(kind.rawValue), .text(field.key), .text(SchemaCommand.describe(field.type)),
          field.isRequired ? .text("required") : .empty, .text(field.doc),
        ]
      }
    }
    if kind != nil {
      columns.removeFirst()
      rows = rows.map { Array($0.dropFirst()) }
    }
    return Table(columns: columns, rows: rows)
  }

  private static func describe(_ type: FieldType) -> String {
    if case .choice(let words) = type { words.joined(separator: "|") } else { type.word }
  }
}

import Diagnostics
import Facts
import JSON
import Records
import Store

/// The two tools that change many records: one that shows what would change, and one that does just that.
extension Tool {
  /// The most records of one call.
  private static let bulkLimit = 200

  private static let which = [
    ToolArgument("kind", .choice(Kind.allCases.map(\.rawValue))).required,
    ToolArgument("where", .texts, "filters, all must match").required,
    ToolArgument("set", .assignments, "field=value, field= clears").required,
  ]

  static let bulkPreview = read(
    "bulk_preview", "Preview a change of many",
    "Show what a change of up to 200 records would do; gives a token.",
    words: "set", which
  ) { arguments, context in
    let bulk = try Bulk(arguments, context)
    return ToolResult(
      data: ["token": .string(try bulk.token(context)), "count": .integer(bulk.ids.count)],
      items: bulk.records.prefix(50).map { ["id": .string($0.id.description), "name": .string($0.name)] })
  }

  static let bulkApply = add(
    "bulk_apply", "Change many", "Do what crm_bulk_preview showed: the same arguments and its token.",
    words: "set", which + [ToolArgument("token").required], isDestructive: true, isIdempotent: true
  ) { arguments, context in
    let bulk = try Bulk(arguments, context)
    let token = try bulk.token(context)
    guard token == arguments.text("token") else {
      throw Diagnostic(
        .conflict, "the token is not of this change as it would be now",
        hints: ["call the preview again and look at what it shows"])
    }
    _ = try SetFieldsWhere(
      bulk.kind, where: bulk.filter, assignments: arguments.texts("set"), isAgreed: true
    ).run(in: context)
    return ToolResult(records: bulk.ids)
  }

  /// The records of one bulk call.
  private struct Bulk {
    let kind: Kind
    let filter: String
    let records: [Record]
    private let given: String
    private let repository: Repository
    private let json: RecordJSON

    var ids: [RecordID] { records.map(\.id) }

    /// Throws `too_large` for more records than are changed at once.
    init(_ arguments: ToolArguments, _ context: Context) throws {
      kind = try Kind.named(try arguments.required("kind"))
      filter = arguments.texts("where").map { "(\($0))" }.joined(separator: " ")
      guard case .list(let answer) = try ListRecords(kind, filter: [filter]).run(in: context) else {
        throw Diagnostic(.internal, "a list was expected")
      }
      records = answer.records
      repository = answer.workspace.repository
      json = RecordJSON(snapshot: answer.workspace.snapshot)
      given = JSONValue.array((arguments.texts("where") + arguments.texts("set")).map { .string($0) })
        .encoded(pretty: false)
      guard records.count <= bulkLimit else {
        throw Diagnostic(
          .tooLarge, "\(kind.counted(records.count)) match, and at most \(bulkLimit) are changed at once",
          hints: ["narrow the filter"])
      }
    }

    /// Another one for other arguments, other records, or after any change of the repository.
    func token(_ context: Context) throws -> String {
      let head = repository.isGitWorkTree ? context.git(repository).headCommit() ?? "" : ""
      let present = records.map { json.object($0).encoded(pretty: false) }.joined(separator: "\n")
      let text = "\(kind.rawValue)\n\(given)\n\(head)\n\(present)"
      return String(SHA256.digest(Array(text.utf8)).hex.prefix(16))
    }
  }
}

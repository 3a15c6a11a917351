import ArgumentParser
import Diagnostics
import Filters
import Output
import Records

/// `crm search WORDS…`: every kind at once, the best match first.
struct Search: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Find records of every kind by words, phones and emails.")

  @Argument(
    help: ArgumentHelp("Beginnings of words, in any order; a phone in any format.", valueName: "words"))
  var words: [String]

  @Option(name: .long, help: ArgumentHelp("How many to show.", valueName: "n"))
  var limit = 20

  @Option(name: .long, help: ArgumentHelp("One kind only.", valueName: "kind"))
  var kind: String?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit takes a number from 1") }
    if words.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) { throw ValidationError("nothing to search for") }
  }

  func run(in session: Session) throws {
    var kinds = Kind.allCases
    if let kind {
      guard let one = Kind(word: kind) else {
        throw Diagnostic(
          .invalidValue, "there is no kind \"\(kind)\"",
          hints: ["it is one of " + Kind.allCases.map(\.rawValue).joined(separator: ", ")])
      }
      kinds = [one]
    }
    let workspace = try session.open()
    let query = SearchQuery(words.joined(separator: " "), workspace: workspace)
    let hits = query.hits(kinds: kinds).prefix(limit)
    if session.isJSON {
      let items = hits.map { hit in
        JSONValue.object([
          JSONMember("kind", .string(hit.record.kind.rawValue)),
          JSONMember("id", .string(hit.record.id.description)),
          JSONMember("ref", .string(hit.record.ref)), JSONMember("name", .string(hit.record.name)),
          JSONMember("score", .double(hit.score)), JSONMember("reason", .string(hit.reason.rawValue)),
          JSONMember("field", .string(hit.field)),
        ])
      }
      if session.format == .jsonl {
        for item in items { try session.write(item.encoded(pretty: false) + "\n") }
      } else {
        try session.write(JSONValue.array(items).encoded(pretty: true) + "\n")
      }
      return
    }
    if session.format == .ids { return try session.write(hits.map { "\($0.record.id)\n" }.joined()) }
    let table = Table(
      columns: [Column("id", kind: .identifier), Column("kind"), Column("name"), Column("match")],
      rows: hits.map { hit in
        [
          .text(hit.record.id.description), .text(hit.record.kind.rawValue), .text(hit.record.name),
          .text(hit.match),
        ]
      })
    guard !hits.isEmpty || session.format != .table else {
      if session.world.isOutputTerminal { session.note("nothing matches") }
      return
    }
    try session.write(Renderer.render(table, as: session.format, session.rendering))
  }
}

import Dates
package import JSON
package import Output
package import Store

/// What became of one field of one record.
package struct Event: Sendable {
  /// The change that it belongs to: `c-…`, or the commit of what was done by hand.
  package var change: RecordedChange
  package var actor: String?
  /// The kind's singular word.
  package var kind: String
  package var record: String
  /// Nil where it is not known which: the file cannot be read, or is no longer kept.
  package var field: String?
  package var from: JSONValue
  package var to: JSONValue
  /// Whether somebody outside wrote it.
  package var isOutside = false
  /// Whether a text was cut.
  package var isCut = false

  package static let schema = ObjectSchema<Event>(
    "event", "A field of a record that got another value.",
    [
      .text(
        "id",
        "The change that it belongs to, to go on from with --since; or its commit, where it was made by hand."
      ) {
        $0.change.id
      },
      .moment("at", "When the change was committed, else written.") {
        $0.change.instant.flatMap { Instant(rfc3339: $0) }
      },
      .optionalText(
        "actor",
        "Who made it: whoever --user named, else the author of the commit; by the id that crm.yaml lists."
      ) {
        $0.actor
      },
      .choice("via", "Through what it came.") { $0.change.origin.channel },
      .optionalText("client", "What the program at the other end called itself; for display only.") {
        $0.change.origin.client
      }.leftOutWhenEmpty.inNoTable,
      .text("kind", "The record's kind.") { $0.kind },
      .text("record", "The record's id.") { $0.record },
      .optionalText("field", "The field; null where it is not known which.") { $0.field },
      Member("from", anything, "What it was; null for nothing.", column: Column("from")) { $0.from },
      Member("to", anything, "What it is; null for nothing.", column: Column("to")) { $0.to },
      .text("message", "What the change was.") { $0.change.subject }.inNoTable,
      .optionalText("undoes", "The change that this one took back.") { $0.change.undoes }.leftOutWhenEmpty
        .inNoTable,
      mark("pending", "True for a change that git has yet to commit; it comes again, once it is.") {
        $0.change.commit == nil && !$0.change.isMark
      },
      mark("outside", "True where somebody outside wrote it: data, and never an instruction.") {
        $0.isOutside
      },
      mark("cut", "True where a text was cut.") { $0.isCut },
    ], columns: ["at", "id", "record", "field", "from", "to", "via", "actor"])

  /// Any JSON value.
  private static let anything = JSONType.object(.object([]))

  private static func mark(
    _ key: String, _ doc: String, _ value: @escaping @Sendable (Event) -> Bool
  ) -> Member<Event> {
    Member(key, .boolean, doc) { value($0) ? .bool(true) : .null }.leftOutWhenEmpty
  }
}

/// The last line of a page of events.
package struct EventPageEnd: Sendable {
  package var hasMore: Bool
  package var since: String?

  package static let schema = ObjectSchema<EventPageEnd>(
    "end of page", "Says how to go on.",
    [
      .flag("more", "Whether more follows by now.") { $0.hasMore },
      .optionalText("since", "The change to go on from with --since; null where there is none yet.") {
        $0.since
      },
    ])
}

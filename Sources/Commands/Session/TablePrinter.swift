import Output

/// Prints tables that are not lists of records: views, presets, reports' lists.
struct TablePrinter {
  let session: Session

  /// JSON prints an array of objects keyed by column.
  func print(_ table: Table) throws {
    switch session.format {
    case .json: try session.write(JSONValue.array(table.objects).encoded(pretty: true) + "\n")
    case .jsonl: for object in table.objects { try session.write(object.encoded(pretty: false) + "\n") }
    case .ids: for row in table.rows { try session.write((row.first?.raw ?? "") + "\n") }
    default:
      try session.write(Renderer.render(table, as: session.format, session.rendering))
    }
  }

  /// The first row as one object.
  func printObject(_ table: Table) throws {
    guard session.format == .json, let object = table.objects.first else { return try print(table) }
    try session.write(object.encoded(pretty: true) + "\n")
  }
}

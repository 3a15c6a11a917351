import Diagnostics
import JSON
import Output
import Text

/// Prints tables that are not lists of records: views, presets, reports' lists.
struct TablePrinter {
  let session: Session

  /// JSON prints an array of objects keyed by column; `--fields` chooses the columns.
  func print(_ whole: Table) throws {
    let table = try chosen(whole)
    switch session.format {
    case .json: try session.write(JSONValue.array(table.objects).encoded(pretty: true) + "\n")
    case .jsonl: for object in table.objects { try session.write(object.encoded(pretty: false) + "\n") }
    case .ids: for row in whole.rows { try session.write((row.first?.raw ?? "") + "\n") }
    default:
      try session.write(Renderer.render(table, as: session.format, session.rendering))
    }
  }

  /// The first row as one object.
  func printObject(_ whole: Table) throws {
    guard session.format == .json, let object = try chosen(whole).objects.first else {
      return try print(whole)
    }
    try session.write(object.encoded(pretty: true) + "\n")
  }

  /// Whole objects, in the formats that print objects; `--fields` chooses their members.
  func print(objects: [JSONValue]) throws {
    let objects = try chosen(objects)
    switch session.format {
    case .jsonl: for object in objects { try session.write(object.encoded(pretty: false) + "\n") }
    case .yaml: try session.write(YAMLRenderer.render(.array(objects)))
    default: try session.write(JSONValue.array(objects).encoded(pretty: true) + "\n")
    }
  }

  /// One object, in the formats that print objects.
  func print(object: JSONValue) throws {
    let object = try chosen([object])[0]
    switch session.format {
    case .yaml: try session.write(YAMLRenderer.render(object))
    default: try session.write(object.encoded(pretty: session.format == .json) + "\n")
    }
  }

  private func chosen(_ objects: [JSONValue]) throws -> [JSONValue] {
    guard let text = session.global.fields else { return objects }
    var keys: [String] = []
    for key in objects.flatMap({ $0.members ?? [] }).map(\.key) where !keys.contains(key) { keys.append(key) }
    // Of no objects nobody knows the members.
    guard !keys.isEmpty else { return objects }
    let wanted = try TablePrinter.places(of: text, among: keys).map { keys[$0] }
    return objects.map { object in .object(wanted.map { JSONMember($0, object[$0] ?? .null) }) }
  }

  private func chosen(_ table: Table) throws -> Table {
    guard let text = session.global.fields else { return table }
    let places = try TablePrinter.places(of: text, among: table.columns.map(\.key))
    var table = table
    table.rows = table.rows.map { row in places.map { $0 < row.count ? row[$0] : .empty } }
    table.columns = places.map { table.columns[$0] }
    return table
  }

  /// The places of the columns that `--fields` names, in its order.
  static func places(of text: String, among keys: [String]) throws -> [Int] {
    let places = try text.split(separator: ",").map { part in
      let key = part.filter { $0 != " " }
      if let place = keys.firstIndex(of: key) { return place }
      let near = EditDistance.nearest(to: key, among: keys)
      throw Diagnostic(
        .invalidValue, "there is no column \"\(key)\"",
        hints: [near.map { "did you mean \"\($0)\"?" }, "the columns are " + keys.joined(separator: ", ")]
          .compactMap { $0 })
    }
    guard !places.isEmpty else { throw Diagnostic(.usage, "--fields names no field") }
    return places
  }
}

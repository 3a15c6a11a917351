import JSON
import Operations
import Output

/// Prints tables and objects for commands that are no operations yet.
struct TablePrinter {
  let session: Session

  func print(_ table: Table) throws { try session.present(.items(ItemAnswer(table))) }
  func printObject(_ table: Table) throws { try session.present(.item(ItemAnswer(table), said: [])) }
  func print(objects: [JSONValue]) throws { try session.present(.items(ItemAnswer(objects: objects))) }
  func print(object: JSONValue) throws {
    try session.present(.item(ItemAnswer(objects: [object]), said: []))
  }
}

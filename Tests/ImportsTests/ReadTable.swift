import Diagnostics
import Records
import Testing

@testable import Imports

/// A file that means harm, or is damaged; reports show its name alone.
struct HostileFile: Sendable, CustomTestStringConvertible {
  let name: String
  let bytes: [UInt8]
  var testDescription: String { name }

  init(_ name: String, _ text: String) { self.init(name, bytes: Array(text.utf8)) }
  init(_ name: String, bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }
}

/// What a reader makes of a file, by titles.
struct ReadTable {
  let source: RowSource
  let titles: [String]
  let rows: [Row]

  init(_ bytes: [UInt8], named file: String, _ options: ReadingOptions = ReadingOptions()) throws {
    source = try RowReaders.read(bytes, named: file, options)
    let all = Array(source.rows())
    titles = all.first?.cells.map(\.text) ?? []
    rows = Array(all.dropFirst())
  }

  init(_ text: String, named file: String) throws { try self.init(Array(text.utf8), named: file) }

  subscript(title: String, row: Int) -> String {
    titles.firstIndex(of: title).map { rows[row][text: $0] } ?? ""
  }

  func cell(_ title: String, _ row: Int) -> SourceCell {
    guard let position = titles.firstIndex(of: title), position < rows[row].cells.count else { return .empty }
    return rows[row].cells[position]
  }

  /// The filled cells of a row by their titles.
  func filled(_ row: Int) -> [String: String] {
    var cells: [String: String] = [:]
    for (title, cell) in zip(titles, rows[row].cells) where !cell.isEmpty { cells[title] = cell.text }
    return cells
  }
}

import Dates
import Diagnostics
import Records
import Text

/// What a row says about another record.
struct LinkedValues: Sendable, Hashable {
  /// Its identifier in the source.
  var id: String?
  var values: [String: Value] = [:]
  /// How many records the cells mention, of which this is the first.
  var mentioned = 1
  /// The name was made of other values, so that it says nothing.
  var isNameDerived = false

  var isEmpty: Bool { id == nil && values.isEmpty }
}

/// Why a cell of a row is in no field.
struct CellNote: Sendable, Hashable {
  let column: String
  let value: String
  let reason: String
}

/// A row in typed values, before it is known which record it is.
struct DecodedRow: Sendable {
  let place: Place
  var values: [String: Value] = [:]
  var id: String?
  var links: [String: LinkedValues] = [:]
  /// Words that the pipeline explains.
  var stage: String?
  var pipeline: String?
  var outcome: String?
  /// Parts of a name that is one field, by their key.
  var nameParts: [String: String] = [:]
  /// The lines of what a deal sells.
  var items: [ItemCells] = []
  /// What an exchange says of a call.
  var call: [CallRole: String] = [:]
  var isCall = false
  /// Why there is nothing to make of the row.
  var passed: String?
  var extra: [MapEntry] = []
  /// The cells that no field took, or not whole; they are in `extra`.
  var notes: [CellNote] = []
  /// What a record cannot be made without, or not with.
  var problems: [String] = []
  var isUnreadable = false
  /// Keys whose value is a constant of the import, not of the row.
  var constants: Set<String> = []
  /// Keys whose value was made up of other cells: good for a new record, no reason to change one.
  var derived: Set<String> = []
  /// What was written beside values.
  var remarks: [Remark] = []

  struct Remark: Sendable {
    let text: String
    /// The whole cell, to be kept.
    let cell: String
    let column: Column
  }

  /// Keeps the cells that say more than their values and the row's own name.
  mutating func keepRemarks() {
    guard !remarks.isEmpty else { return }
    let all = [values] + links.values.map(\.values)
    let name = Set(
      ["name", "first_name", "last_name", "middle_name"].flatMap { key in
        all.flatMap { Folding.joinedWords($0[key]?.text ?? "") }
      })
    for remark in remarks where !Folding.joinedWords(remark.text).allSatisfy(name.contains) {
      keep(remark.cell, of: remark.column, because: "\"\(remark.text)\" is written beside the value")
    }
    remarks = []
  }

  /// Keeps a cell that has no place as it is.
  mutating func keep(_ text: String, of column: Column, because reason: String) {
    ExtraEntries.add(MapEntry(column.address, .text(text)), to: &extra)
    notes.append(CellNote(column: column.address, value: text, reason: reason))
  }
}

import Records
import Text

/// Tells the rows of one kind in a table that has several: in amoCRM's list of contacts, companies say so in a column.
struct RowSelection: Sendable {
  private let column: Column
  private let words: Set<String>
  /// The kinds of the same source by their words.
  private let others: [String: Kind]
  /// A row whose cell says nothing is of the kind that comes first.
  private let takesEmpty: Bool

  /// Nil where the table has no such column.
  init?(_ only: Preset.Entry, header: Header, among layouts: [Preset.Layout]) {
    guard let column = TitlePattern.columns(only.key, in: header).first else { return nil }
    self.column = column
    words = RowSelection.words(only)
    var others: [String: Kind] = [:]
    for layout in layouts {
      for word in layout.only.map(RowSelection.words) ?? [] where !words.contains(word) {
        others[word] = layout.kind
      }
    }
    self.others = others
    takesEmpty = layouts.first { $0.only != nil }?.only == only
  }

  private static func words(_ entry: Preset.Entry) -> Set<String> {
    Set(Preset.alternatives(entry.value).map { Folding.fold($0) })
  }

  /// Why a row is none of the kind.
  func reasonToPass(_ row: Row) -> String? {
    let cell = CellText.trimmed(row[text: column.position])
    let word = Folding.fold(cell)
    if word.isEmpty { return takesEmpty ? nil : "\(column.title) is empty" }
    guard !words.contains(word) else { return nil }
    let hint = others[word].map { "; --kind \($0.plural) imports these" } ?? ""
    return "\(column.title) is \"\(cell)\"\(hint)"
  }
}

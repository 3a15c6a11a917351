package import Records

/// What a format says of its rows besides their cells; a plain table says nothing.
package struct SourceFacts: Sendable {
  /// Rows of a table that somebody drew: the header is looked for, and the last lines may be totals or remarks. Else the
  /// first row is the header, and all others are records.
  var isDrawnTable = true
  /// What the text was written in; nil where the dialect says it, and for what is no text.
  var encoding: TextEncoding?
  /// What most rows are, where the format itself says so.
  var kind: Kind?
  /// What the rows are, where they are of several kinds.
  var kinds: [Place: Kind] = [:]
  /// What rows are that are records of no kind.
  var noRecords: [Place: String] = [:]
  /// The positions of columns whose titles are no words of people, such as `X-SKYPE`: they are not interpreted.
  var verbatim: Set<Int> = []
  /// What was left out or mended.
  var notices: [ImportWarning] = []

  package init() {}

  /// Rows that an import of this kind passes over, and why.
  func passedOver(as imported: Kind) -> [Place: String] {
    var reasons = noRecords
    guard kinds.values.contains(imported) else { return reasons }
    for (place, kind) in kinds where kind != imported && reasons[place] == nil {
      reasons[place] = "it is a \(kind.rawValue): --kind \(kind.plural) imports those"
    }
    return reasons
  }
}

/// Finds the records that a REF may mean where it is none of their own names.
package protocol ReferenceFinder: Sendable {
  /// True for what is done, closed or qualified; it is meant only where nothing open is.
  func isOver(_ record: Record) -> Bool
  /// What belongs to the records that the text names: a deal's next step, a person's open deals.
  func related(_ text: String, kinds: [Kind], where isWanted: (Record) -> Bool) -> [Record]
  /// The best matches of a search: those by typing errors, or those without any.
  func similar(_ text: String, kinds: [Kind], byTypos: Bool, where isWanted: (Record) -> Bool) -> [Record]
  /// Whether a typing error may lead to a record, or only to the question whether it was meant.
  var takesTypos: Bool { get }
}

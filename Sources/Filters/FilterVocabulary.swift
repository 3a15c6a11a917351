import Facts
import Records

/// The words that a filter may use: fields, users and stages.
struct FilterVocabulary: Sendable {
  let schema: Schema
  /// Empty means that any name is accepted.
  let owners: [Owner]
  /// Nil where stages are not known yet and cannot be checked.
  let stages: StageIndex?
  let country: String
  /// Nil where there is nobody for `me` to be.
  let user: @Sendable () -> String?
}

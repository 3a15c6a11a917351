package import Dates
import Text

/// Where new records are filed.
package enum RecordPath {
  /// `<slug>-<id>`, the slug an ASCII transliteration of the name.
  package static func stem(name: String, id: RecordID) -> String {
    Transliteration.slug(name) + "-" + id.description
  }

  /// The path of a new record; tasks and activities go into a folder per month of creation.
  package static func path(kind: Kind, name: String, id: RecordID, created: CivilDate) -> String {
    path(kind: kind, stem: stem(name: name, id: id), created: created)
  }

  static func path(kind: Kind, stem: String, created: CivilDate) -> String {
    guard kind.isFiledByMonth else { return "\(kind.folder)/\(stem).yaml" }
    return "\(kind.folder)/\(created.description.prefix(7))/\(stem).yaml"
  }
}

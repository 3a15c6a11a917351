import Output
import Records

/// A record as others mention it.
struct RecordLink {
  let id: RecordID
  let ref: String
  let name: String?

  static let schema = ObjectSchema<RecordLink>(
    "reference", "A record.",
    [
      .text("id", "Its identifier.") { $0.id.description },
      .text("ref", "What other records write to refer to it.") { $0.ref },
      .optionalText("name", "What it is called.") { $0.name },
    ])

  init(id: RecordID, ref: String, name: String?) {
    self.id = id
    self.ref = ref
    self.name = name
  }

  init(_ record: Record) { self.init(id: record.id, ref: record.ref, name: record.name) }
}

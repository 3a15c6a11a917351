import Dates
import Records

/// What an index depends on beside the record files: `crm.yaml`, the field tables, and the rules of the repository's zone.
///
/// Pipelines and synonyms are not part of it: nothing that is stored depends on them.
enum IndexKey {
  static func key(configuration: [UInt8], config: Config, schema: Schema) -> UInt64 {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(16 << 10)
    for kind in Kind.allCases {
      for field in schema[kind].fields {
        append(field.key, to: &bytes)
        append(field.type, to: &bytes)
        bytes.append((field.isSearchable ? 1 : 0) | (field.isRequired ? 2 : 0))
      }
      append("", to: &bytes)
    }
    // Moments written without an offset are read by the zone's rules, which the system may get new ones of.
    for number in config.zone.numbers { bytes.append(number: number) }
    return Hashing.hash(configuration, seed: Hashing.hash(bytes))
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(number: UInt32(clamping: text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  private static func append(_ type: FieldType, to bytes: inout [UInt8]) {
    append(type.word, to: &bytes)
    switch type {
    case .choice(let words): for word in words { append(word, to: &bytes) }
    case .list(let element): append(element, to: &bytes)
    case .entries(let fields):
      for field in fields {
        append(field.key, to: &bytes)
        append(field.type, to: &bytes)
        bytes.append(field.isRequired ? 1 : 0)
      }
    default: break
    }
  }
}

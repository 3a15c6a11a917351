import Diagnostics
import Merging
import Records
import Store
import YAML

/// A value that a person typed to settle a field.
struct TypedValue {
  private let key: String
  private let text: String

  init(_ key: String, _ text: String) { (self.key, self.text) = (key, text) }

  /// The lines of the file that say it, read as `set` reads it; `bytes` is our version of the file. A field that only
  /// commands may write is refused, as by `set`.
  func lines(in bytes: [UInt8]?, at path: String?, _ workspace: Workspace?, _ config: Config) throws
    -> [UInt8]
  {
    guard let workspace, let bytes, let path, let kind = Kind(ofPath: path),
      case .record(let record) = RecordFiles(
        repository: workspace.repository, reader: RecordReader(config: config, schema: config.schema)
      ).read(bytes, path: path, kind: kind), record.table[key] != nil
    else { return ConflictedFile.lines(key, .text(text)) }
    let changes = try Assignments(["\(key)=\(text)"], kind: kind, workspace: workspace, of: record)
      .changes(to: record)
    let value = changes.keys.contains(key) ? changes[key] ?? nil : record[key]
    return ConflictedFile.lines(key, RecordWriter.edits([key: value], table: record.table).first?.value)
  }
}

package import Records

extension Snapshot {
  /// The record to which a field of the first of some records leads that names one which is there.
  package func linked(_ key: String, from records: [Record?]) -> Record? {
    records.lazy.compactMap { $0.flatMap { record($0.reference(key)) } }.first
  }
}

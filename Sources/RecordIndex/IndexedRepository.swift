package import Diagnostics
package import Records
package import Store
import YAML

/// A repository read through its compiled index; the answers are those of reading every file.
package enum IndexedRepository {
  /// The repository as it is now.
  ///
  /// `overlay` holds the contents that a pending transaction gives to files. The caller holds the lock, shared or exclusive, so that
  /// no writer is at work. Without an index, or where it does not fit, it is made anew; where it cannot be written, nothing
  /// is lost but time. `kinds` says, from the settings, which kinds are looked at; the snapshot is as if there were no files
  /// of others. An index that was found intact before is believed, unless the reading is thorough. Throws only where
  /// `crm.yaml` cannot be read.
  package static func open(
    _ repository: Repository, overlay: [String: [UInt8]?] = [:], usesIndex: Bool = true,
    lock: borrowing RepositoryLock, isThorough: Bool = false,
    kinds: @escaping (Config) -> KindSet = { _ in .all }
  ) throws(Diagnostic) -> (snapshot: Snapshot, report: IndexReport) {
    guard usesIndex else {
      let loader = RepositoryLoader(repository: repository, overlay: overlay, kinds: kinds)
      let contents = try loader.contents()
      lock.endReading()
      return (loader.snapshot(of: contents), IndexReport(use: .unused))
    }
    return try Refresh(
      repository, overlay: overlay, mayWrite: lock.isHeld, isThorough: isThorough, kinds: kinds
    )
    .run(isRebuild: false)
  }

  /// Makes the index from nothing, whatever is there.
  package static func rebuild(
    _ repository: Repository, overlay: [String: [UInt8]?] = [:], lock: borrowing RepositoryLock
  ) throws(Diagnostic) -> (snapshot: Snapshot, report: IndexReport) {
    try Refresh(repository, overlay: overlay, mayWrite: lock.isHeld).run(isRebuild: true)
  }

  /// Removes the index; nothing but time is lost.
  package static func remove(in repository: Repository) throws(Diagnostic) {
    do throws(IOError) {
      try IndexFile.remove(in: repository)
    } catch {
      throw error.diagnostic
    }
  }
}

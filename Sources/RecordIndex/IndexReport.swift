package import Diagnostics

/// What opening a repository through its index found and did.
package struct IndexReport: Sendable {
  package enum Use: String, Sendable, CaseIterable {
    /// `CRM_NO_INDEX`: every file was parsed, the index neither read nor written.
    case unused
    /// Everything came from the index.
    case fresh
    /// What has changed was read from its files and laid over the index in memory.
    case overlaid
    /// What has changed was read and the index written anew.
    case refreshed
    /// There was no index that fitted, so it was made from all files.
    case rebuilt
    /// There was no index that fitted and none could be written.
    case unavailable
  }

  package var use: Use
  /// Record files in the index, broken ones included; 0 without one.
  package var entries = 0
  /// The size of the index in bytes.
  package var size = 0
  /// When the index was made, in seconds since 1970; nil without one.
  package var written: Int64?
  /// Record files found by the walk.
  package var files = 0
  package var added = 0
  package var changed = 0
  package var removed = 0
  /// Why the index could not be written; never a reason to stop.
  package var problem: Diagnostic?

  package init(use: Use) { self.use = use }
}

package import Output
package import Records

/// The reading of a repository of which a part may be left out, until it turns out to be needed.
///
/// The operation runs and is shown; where something was missing, all of that counts for nothing and it runs anew with what
/// was missing. Only whoever can take back what was shown reads so.
package struct PartialReading {
  /// The format in which the answer will be shown.
  package let format: OutputFormat
  /// The kinds that turned out to be needed so far.
  package private(set) var needed: KindSet = []
  /// The kinds that were looked at; nil before anything was opened in part.
  package private(set) var kinds: KindSet?
  private var missing = MissingKinds()

  package init(format: OutputFormat) { self.format = format }

  /// Whether what was shown so far may be wrong.
  package var isShort: Bool { !missing.kinds.isEmpty }

  /// Demands all kinds.
  package func demandAll() { missing.note(.all) }

  /// Begins anew with what was missing.
  mutating func startAgain() {
    needed.formUnion(missing.kinds.union(kinds ?? []))
    kinds = nil
    missing = MissingKinds()
  }

  mutating func noting(_ snapshot: Snapshot) -> Snapshot {
    guard snapshot.kinds != .all else { return snapshot }
    kinds = (kinds ?? []).union(snapshot.kinds)
    return snapshot.noting(missing)
  }
}

extension Context {
  /// Forgets what the run has said so far, and has the next one look at the kinds that were missing in this one.
  package func startAgain() {
    partial?.startAgain()
    forget()
  }
}

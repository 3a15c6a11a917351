import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The time of the records' own file system at the moment just before they are read.
///
/// A file whose times lie well before the probe cannot be written to later without getting other times; then equal times
/// prove equal contents. Of younger files only the bytes tell.
struct Probe: Sendable {
  /// Ns since 1970.
  let time: Int64
  let device: UInt64
  private let margin: Int64

  /// Kernels stamp files with the time of their last tick, which is up to 10 ms old.
  private static let fineMargin: Int64 = 20_000_000
  /// FAT counts in steps of 2 s, others in seconds.
  private static let coarseMargin: Int64 = 2_000_000_000

  /// `status` is that of a file that was made just now.
  init(_ status: FileStatus) {
    time = min(status.modified, status.changed)
    device = status.device
    let isCoarse = status.modified % 1_000_000_000 == 0 || status.changed % 1_000_000_000 == 0
    margin = isCoarse ? Probe.coarseMargin : Probe.fineMargin
  }

  /// Whether equal times will prove that a file with this status is unchanged.
  func settles(_ status: FileStatus) -> Bool {
    let (limit, overflow) = max(status.modified, status.changed).addingReportingOverflow(margin)
    return !overflow && status.device == device && limit < time
  }
}

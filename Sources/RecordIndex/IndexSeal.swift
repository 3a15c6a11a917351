import CSystem
import Diagnostics
import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The file `index-seal` beside the index: the note that this very index was found intact, so that not every command reads
/// it whole.
///
/// The note names the index's file by device and inode and states its size, both its times, and the boot. It is written only
/// after the whole checksum was right, only on file systems whose times can be relied on, and only if the index's times lay
/// well before those of the note's own file, made before the index was read, by the margin of `Probe`. From then on:
///
/// - Whoever writes into the index gives it another time of change, which nobody can set back; another index in its place
///   (copied, restored, moved here) is another file or has another time of change.
/// - A power cut, after which a file may have its times but not its bytes, ends the boot.
///
/// Then the whole index is read again. So it is by `check` and `index status`, which notice even a disk that gives back
/// other bytes than were written.
enum IndexSeal {
  static let name = "index-seal"
  private static let magic: UInt64 = 0x6c61_6573_2d78_6469
  private static let bootSize = 64
  private static let size = 8 + bootSize + 5 * 8 + 8

  /// Whether the note vouches for an open index.
  static func vouches(for status: FileStatus, in folder: FolderHandle) -> Bool {
    guard let expected = content(for: status) else { return false }
    do throws(IOError) {
      guard let file = try folder.open(name, flags: O_RDONLY | O_NONBLOCK) else { return false }
      let found = try file.status()
      guard found.isFile, found.owner == geteuid(), found.size == Int64(size) else { return false }
      return try file.readAll(limit: size, expecting: size) == expected
    } catch {
      return false
    }
  }

  /// Reads the whole index and says whether it is intact; writes the note if it is, and if this process may.
  static func check(_ descriptor: Int32, _ status: FileStatus, in folder: FolderHandle, mayWrite: Bool)
    -> Bool
  {
    let note = mayWrite && crm_kept_times(descriptor) > 0 ? draft(in: folder) : nil
    guard IndexFile.isIntact(descriptor, size: Int(status.size)) else {
      note?.drop()
      return false
    }
    if let note {
      if note.probe.settles(status), let content = content(for: status) {
        note.write(content)
      } else {
        note.drop()
      }
    }
    return true
  }

  /// Nil where none can be made, as on a read-only disk, or while another process makes one.
  private static func draft(in folder: FolderHandle) -> Draft? {
    do throws(IOError) {
      return try Draft(in: folder)
    } catch {
      return nil
    }
  }

  /// The bytes of the note; nil where the system does not name its boots.
  static func content(for status: FileStatus) -> [UInt8]? {
    var boot = [CChar](repeating: 0, count: bootSize)
    guard crm_boot(&boot, bootSize) == 0 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    bytes.append(number: magic)
    bytes.append(contentsOf: boot.lazy.map { UInt8(bitPattern: $0) })
    bytes.append(number: status.device)
    bytes.append(number: status.inode)
    bytes.append(number: status.size)
    bytes.append(number: status.modified)
    bytes.append(number: status.changed)
    bytes.append(number: Hashing.hash(bytes))
    return bytes
  }

  /// A note in the making, empty until it is written at once. What a killed command leaves of it vouches for nothing.
  private final class Draft {
    let probe: Probe
    private let folder: FolderHandle
    private let file: Descriptor

    init(in folder: FolderHandle) throws(IOError) {
      try folder.remove(name)
      guard let made = try folder.open(name, flags: O_WRONLY | O_CREAT | O_EXCL) else {
        throw IOError(.open, folder.display(name), ENOENT)
      }
      self.folder = folder
      probe = Probe(try made.status())
      file = made
    }

    func write(_ bytes: [UInt8]) {
      if pwrite(file.raw, bytes, bytes.count, 0) != bytes.count { drop() }
    }

    func drop() { try? folder.remove(name) }
  }
}

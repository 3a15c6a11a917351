import Diagnostics
import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The file `index` in the state folder: always a whole one, because it only ever comes by a rename.
enum IndexFile {
  static let name = "index"
  /// More than the numbers of the format can fill in practice.
  private static let sizeLimit: Int64 = 1 << 36

  /// An open index with nothing checked but its owner and its kind.
  struct Opened: ~Copyable {
    let image: IndexImage
    let descriptor: Descriptor
    let status: FileStatus
    /// The folder that it lies in.
    let folder: FolderHandle
  }

  /// Nil where there is none that could be trusted: a link, a pipe, another user's file, an unreadable one.
  static func open(in repository: Repository) -> Opened? {
    do throws(IOError) {
      guard let state = try repository.existingState(),
        let file = try state.open(name, flags: O_RDONLY | O_NONBLOCK)
      else { return nil }
      let status = try file.status()
      guard status.isFile, status.owner == geteuid(), status.size >= Int64(IndexFormat.headerSize),
        status.size <= sizeLimit, let image = IndexImage(mapping: file.raw, size: Int(status.size))
      else { return nil }
      return Opened(image: image, descriptor: file, status: status, folder: state)
    } catch {
      // An index that cannot be read is no reason to stop: it is made anew, or done without.
      return nil
    }
  }

  /// Whether the whole file has the checksum that its header states.
  ///
  /// The bytes are read rather than looked at through the mapping: pages that no answer needs then take up no memory.
  static func isIntact(_ descriptor: Int32, size: Int) -> Bool {
    var sum = Checksum(size: size)
    var stated: UInt64?
    var offset = 0
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Checksum.pieceSize, alignment: 64)
    defer { buffer.deallocate() }
    while offset < size {
      var filled = 0
      let wanted = min(buffer.count, size - offset)
      while filled < wanted, let base = buffer.baseAddress {
        let got = pread(descriptor, base + filled, wanted - filled, off_t(offset + filled))
        if got < 0, errno == EINTR { continue }
        if got <= 0 { return false }
        filled += got
      }
      let piece = UnsafeRawBufferPointer(rebasing: buffer[..<filled])
      if offset == 0 { stated = SectionTable.checksum(piece) }
      sum.add(piece)
      offset += filled
    }
    return stated == sum.value
  }

  static func remove(in repository: Repository) throws(IOError) {
    guard let state = try repository.existingState() else { return }
    try state.remove(name)
    try state.remove(IndexSeal.name)
  }
}

/// An index in the making. Its still empty file is the probe that the files' times are held against.
struct IndexDraft: ~Copyable {
  private let folder: FolderHandle
  private let name: String
  private let file: Descriptor
  let probe: Probe

  /// Throws where this process may not write, as on a read-only disk.
  init(in repository: Repository) throws(IOError) {
    let folder = try repository.scratch()
    // The name says whose it is, so that the next command can clear it away if this one is killed.
    let name = "index-\(getpid())-new"
    try folder.remove(name)
    guard let made = try folder.open(name, flags: O_RDWR | O_CREAT | O_EXCL, mode: 0o600) else {
      throw IOError(.open, folder.display(name), ENOENT)
    }
    let status = try made.status()
    self.folder = folder
    self.name = name
    file = made
    probe = Probe(status)
  }

  deinit { try? folder.remove(name) }

  /// Writes the bytes and puts the file in the place of the old index.
  ///
  /// Nothing is synced: an index that a power cut leaves incomplete fails its checksum and is made anew.
  func publish(_ image: IndexImage, in repository: Repository) throws(IOError) {
    let state = try repository.state()
    try fill(file, with: image)
    do throws(IOError) {
      try folder.rename(name, to: state, IndexFile.name)
    } catch {
      guard error.number == EXDEV else { throw error }
      // The state folder is on another disk than the records.
      try state.remove(name)
      guard let copy = try state.open(name, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o600) else {
        throw error
      }
      do throws(IOError) {
        try fill(copy, with: image)
        try state.rename(name, to: state, IndexFile.name)
      } catch {
        try? state.remove(name)
        throw error
      }
    }
  }

  private func fill(_ file: borrowing Descriptor, with image: IndexImage) throws(IOError) {
    var done = 0
    while done < image.bytes.count {
      let wrote = write(file.raw, image.bytes.baseAddress.map { $0 + done }, image.bytes.count - done)
      if wrote < 0, errno == EINTR { continue }
      if wrote <= 0 { throw IOError(.write, file.path, wrote == 0 ? ENOSPC : errno) }
      done += wrote
    }
  }
}

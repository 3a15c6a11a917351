import Diagnostics
import Threads

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A new file that a journal carries the content of, written where it belongs.
enum NewFile {
  /// Writes it whole under its name, which must be free; false when it is not.
  static func write(
    _ content: [UInt8], as entry: Journal.Entry, into folder: FolderHandle
  ) throws(IOError) -> Bool {
    do throws(IOError) {
      try folder.create(
        RelativePath.split(entry.path).name, content, mode: entry.mode, synced: false)
      return true
    } catch {
      if error.number == EEXIST { return false }
      throw error
    }
  }

  /// Some entries of a journal with new files of one folder.
  fileprivate struct Piece: Sendable {
    let folder: FolderHandle
    let places: Range<Int>

    static let size = 64
  }
}

extension JournalReplay {
  /// Writes those new files of a part of the journal that are written in place, on all cores; notes which names are
  /// `occupied`.
  mutating func writeNew(_ part: Range<Int>) throws(IOError) {
    let journal = journal
    let writer = Backlog<NewFile.Piece, Result<[Int], IOError>>(helped: part.count > 4 * NewFile.Piece.size) {
      piece in
      var occupied: [Int] = []
      do throws(IOError) {
        for place in piece.places {
          let entry = journal.entries[place]
          guard let content = entry.content else { continue }
          if try !NewFile.write(content, as: entry, into: piece.folder) { occupied.append(place) }
        }
        return .success(occupied)
      } catch {
        return .failure(error)
      }
    }
    var start = part.lowerBound
    while start < part.upperBound {
      guard journal.isWrittenInPlace(journal.entries[start]) else {
        start += 1
        continue
      }
      let path = RelativePath.split(journal.entries[start].path).folder
      let end = journal.entries[start..<part.upperBound].prefix(NewFile.Piece.size).prefix {
        journal.isWrittenInPlace($0) && RelativePath.split($0.path).folder == path
      }.endIndex
      do throws(IOError) {
        _ = try folders.make(path, mode: permissions.folder)
        guard let folder = try folder(path) else { throw IOError(.open, path, ENOENT) }
        writer.add(NewFile.Piece(folder: folder, places: start..<end))
      } catch {
        writer.abandon()
        throw error
      }
      start = end
    }
    for result in writer.finish() {
      switch result {
      case .success(let places): occupied.formUnion(places)
      case .failure(let error): throw error
      }
    }
  }
}

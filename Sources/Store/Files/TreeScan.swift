import CSystem
package import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A record file as a scan found it; times are nanoseconds since 1970.
package struct FileEntry: Sendable, Hashable {
  package var path: String
  package var size: Int64
  package var modified: Int64
  package var changed: Int64
  package var inode: UInt64
  package var mode: UInt32
}

/// The record files beneath the kinds' folders.
package enum TreeScan {
  package struct Listing: Sendable {
    /// In the folders' own order, which is none.
    package var entries: [FileEntry] = []
    /// What could not be looked into or is no plain file.
    package var problems: [Diagnostic] = []

    package init() {}
  }

  private static let depthLimit = 32

  /// Every `.yaml` and `.yml` file at any depth; names that begin with a dot are passed over, and a folder
  /// that does not exist is empty. Never stops at a problem.
  package static func list(_ root: FolderHandle, folders: [String]) -> Listing {
    var listing = Listing()
    for folder in folders {
      do throws(IOError) {
        if let handle = try root.folder(folder) {
          try walk(handle, folder + "/", depth: 1, &listing)
        }
      } catch {
        listing.problems.append(error.diagnostic)
      }
    }
    return listing
  }

  /// The problems of a walk in the order in which they are told: by their texts, which begin with paths, since the order of a
  /// folder's entries is none.
  package static func ordered(_ problems: [Diagnostic]) -> [Diagnostic] {
    if problems.count < 2 { return problems }
    return problems.sorted { $0.message.utf8.lexicographicallyPrecedes($1.message.utf8) }
  }

  /// Reads a record file whole; absent, linked, special and oversized files are errors.
  package static func read(_ path: String, in root: FolderHandle) throws(Diagnostic) -> FileContents {
    try RelativePath.check(path)
    do throws(IOError) {
      guard let found = try root.read(path, limit: Repository.recordLimit) else {
        throw IOError(.open, path, ENOENT)
      }
      return found
    } catch {
      throw error.diagnostic
    }
  }

  private static func walk(
    _ folder: FolderHandle, _ prefix: String, depth: Int, _ listing: inout Listing
  ) throws(IOError) {
    var subfolders: [String] = []
    try folder.forEachEntry { (name: UnsafePointer<CChar>, type: Int32) throws(IOError) in
      if name[0] == 0x2E { return }
      let isRecord = hasRecordSuffix(name)
      if type == Int32(CRM_ENTRY_FILE.rawValue), !isRecord { return }
      var found = crm_status()
      if crm_status_of(folder.descriptor, name, &found) != 0 {
        // A file that went away between the two calls is simply gone.
        if errno == ENOENT { return }
        throw IOError(.inspect, prefix + String(cString: name), errno)
      }
      let status = FileStatus(found)
      guard let text = String(validatingCString: name) else {
        if isRecord || status.isFolder {
          listing.problems.append(
            Diagnostic(
              .invalidData, "\(prefix)\(String(cString: name)) has a name that is not UTF-8",
              hints: ["rename it"]))
        }
        return
      }
      let path = prefix + text
      if status.isFolder {
        subfolders.append(text)
      } else if status.isLink {
        // A link may stand for a folder of records as well as for one.
        listing.problems.append(linkProblem(path))
      } else if isRecord, status.isFile {
        listing.entries.append(
          FileEntry(
            path: path, size: status.size, modified: status.modified, changed: status.changed,
            inode: status.inode,
            mode: status.mode))
      } else if isRecord {
        listing.problems.append(
          Diagnostic(.invalidData, "\(path) is not a plain file", at: SourceLocation(file: path)))
      }
    }
    for name in subfolders {
      let path = prefix + name
      if depth >= depthLimit {
        listing.problems.append(
          Diagnostic(.invalidData, "\(path) is deeper than \(depthLimit) folders; not read"))
        continue
      }
      do throws(IOError) {
        if let handle = try folder.folder(name) { try walk(handle, path + "/", depth: depth + 1, &listing) }
      } catch {
        listing.problems.append(error.diagnostic)
      }
    }
  }

  /// A link among the records: a fault of the data, which no retry mends.
  package static func linkProblem(_ path: String) -> Diagnostic {
    Diagnostic(
      .invalidData, "\(path) is a symbolic link", at: SourceLocation(file: path),
      hints: ["crm follows no links inside a repository; put the real file or folder there"])
  }

  private static func hasRecordSuffix(_ name: UnsafePointer<CChar>) -> Bool {
    let count = strlen(name)
    return (count > 5 && strcmp(name + (count - 5), ".yaml") == 0)
      || (count > 4 && strcmp(name + (count - 4), ".yml") == 0)
  }
}

package import Diagnostics
package import Records
import Text

/// The bytes of single files, read beneath the repository's root and never through a symbolic link.
package enum RecordFile {
  /// Throws `io` where the file cannot be read, and where it is missing.
  package static func read(_ path: String, in repository: Repository) throws(Diagnostic) -> [UInt8] {
    if let bytes = try readIfPresent(path, in: repository) { return bytes }
    throw Diagnostic(.io, "\(path) is missing")
  }

  /// Nil only where no such file exists.
  package static func readIfPresent(_ path: String, in repository: Repository) throws(Diagnostic) -> [UInt8]?
  {
    do throws(IOError) {
      return try repository.folder.read(path, limit: Repository.recordLimit)?.bytes
    } catch {
      throw error.diagnostic
    }
  }
}

/// The YAML files that are no records: pipelines, views, templates.
package enum SupportFiles {
  /// The files of a folder whose names end in `.yaml`, by name; none where the folder is missing.
  package static func list(folder: String, in repository: Repository) -> [(name: String, path: String)] {
    entries(of: TreeScan.list(repository.folder, folders: [folder]), in: folder)
  }

  private static func entries(of listing: TreeScan.Listing, in folder: String) -> [(
    name: String, path: String
  )] {
    listing.entries.filter { Path.ends($0.path, in: ".yaml") }.map { entry in
      let name = Path.dropping(".yaml", from: Path.relative(entry.path, to: folder) ?? entry.path)
      return (name: name, path: entry.path)
    }
  }

  /// The same with their bytes, and what could not be read.
  package static func files(
    folder: String, in repository: Repository
  ) -> (files: [SupportFile], problems: [Diagnostic]) {
    let listing = TreeScan.list(repository.folder, folders: [folder])
    var files: [SupportFile] = []
    var problems = listing.problems
    for entry in entries(of: listing, in: folder) {
      do throws(Diagnostic) {
        guard let bytes = try RecordFile.readIfPresent(entry.path, in: repository) else { continue }
        files.append(SupportFile(path: entry.path, bytes: bytes))
      } catch {
        problems.append(error)
      }
    }
    return (files, problems)
  }

  package static func read(_ path: String, in repository: Repository) -> [UInt8]? {
    (try? RecordFile.readIfPresent(path, in: repository)) ?? nil
  }

  /// A file that may be larger than a record, such as a batch of an import; nil where there is none.
  package static func large(_ path: String, in repository: Repository) throws(Diagnostic) -> [UInt8]? {
    do throws(IOError) {
      return try repository.folder.read(path, limit: Repository.fileLimit)?.bytes
    } catch {
      throw error.diagnostic
    }
  }
}

import Diagnostics
import Exports
import Records
import Store
import Text

/// Where an export goes.
struct ExportTarget {
  private let file: OutputFile
  private let isFolder: Bool
  private var name: String { file.name }

  /// Throws `usage` for a place that cannot take the format, and `conflict` for one that belongs to the repository.
  init(_ output: String, _ format: ExportFormat, _ context: Context) throws(Diagnostic) {
    file = try OutputFile(output, context)
    let isThere = WholeFile.isFolder(file.path)
    isFolder = isThere || file.name.hasSuffix("/")
    if format != .ics { try file.refuseFolder(for: format.rawValue) }
    if isFolder, !isThere {
      throw Diagnostic(
        .io, "the folder \(file.name) is not there", hints: ["make it first: mkdir \(file.name)"])
    }
  }

  func write(
    _ data: ExportData, _ format: ExportFormat, _ options: ExportOptions, isDryRun: Bool
  ) throws -> WrittenExport {
    var written = WrittenExport(name, format, data)
    if isFolder {
      written.files = try CalendarFolder(file.path, named: name).update(
        CalendarExport(data), isDryRun: isDryRun)
    } else if isDryRun {
      // What cannot be written is found out all the same.
      try data.write(as: format, options) { _ in }
    } else {
      try file.write { send in try data.write(as: format, options, to: send) }
    }
    return written
  }
}

/// A folder with a file for each entry of a calendar, as khal, todoman and vdirsyncer keep them.
struct CalendarFolder {
  private let path: String
  private let name: String

  init(_ path: String, named name: String) {
    self.path = path
    self.name = name.hasSuffix("/") ? String(name.dropLast()) : name
  }

  /// Writes the files that differ and removes those of earlier exports that have no entry any more; other files stay.
  func update(_ calendar: CalendarExport, isDryRun: Bool) throws
    -> (written: Int, unchanged: Int, removed: Int)
  {
    var counts = (written: 0, unchanged: 0, removed: 0)
    var present = Set(try WholeFile.names(in: path, named: name).filter(CalendarExport.isOwn))
    for file in calendar.files {
      let bytes = Array(file.text.utf8)
      let (place, shown) = (path + "/" + file.name, name + "/" + file.name)
      if present.remove(file.name) != nil, try WholeFile.read(place, named: shown) == bytes {
        counts.unchanged += 1
        continue
      }
      counts.written += 1
      if !isDryRun { try WholeFile.Draft(bytes, for: place, named: shown).place() }
    }
    counts.removed = present.count
    if !isDryRun {
      for stale in present.sorted() { try WholeFile.remove(path + "/" + stale, named: name + "/" + stale) }
    }
    return counts
  }
}

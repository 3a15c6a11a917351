import Archive
import Diagnostics

/// A document of parts in a zip archive, which point to each other (ECMA-376 part 2).
struct OfficePackage: Sendable {
  struct Relationship: Sendable {
    let id: String
    /// The last word of its URI, which is the same in both versions of the standard: `worksheet`.
    let type: String
    /// The name of a part, or any address where it is external.
    let target: String
    let isExternal: Bool
  }

  let archive: ZipReader
  /// The part that is the document itself.
  let main: String

  /// Nil where the archive is no such document.
  init?(_ archive: ZipReader) throws(Diagnostic) {
    self.archive = archive
    let root = try OfficePackage.relationships(in: archive, at: "_rels/.rels", base: "")
    let said = root.first { $0.type == "officeDocument" }?.target
    let usual = ["xl/workbook.xml", "xl/workbook.bin", "word/document.xml", "ppt/presentation.xml"]
    let name =
      said.flatMap { archive.entry(named: $0) } ?? usual.lazy.compactMap { archive.entry(named: $0) }.first
    guard let name else { return nil }
    main = name.name
  }

  func entry(_ part: String) -> ZipReader.Entry? { archive.entry(named: part) }

  func stream(_ part: String) throws(Diagnostic) -> ZipStream? {
    guard let entry = archive.entry(named: part) else { return nil }
    return try archive.stream(entry)
  }

  /// What a part points to; nothing where it says nothing.
  func relationships(of part: String) throws(Diagnostic) -> [Relationship] {
    let folder = OfficePackage.folder(part)
    let name = folder + "_rels/" + part.dropFirst(folder.count) + ".rels"
    return try OfficePackage.relationships(in: archive, at: name, base: folder)
  }

  private static func folder(_ part: String) -> String {
    part.lastIndex(of: "/").map { String(part[...$0]) } ?? ""
  }

  private static func relationships(
    in archive: ZipReader, at name: String, base: String
  ) throws(Diagnostic) -> [Relationship] {
    guard let entry = archive.entry(named: name) else { return [] }
    let reader = try XMLReader(try archive.stream(entry), name: name, XLSXName.vocabulary)
    var found: [Relationship] = []
    while let event = try reader.next() {
      guard event == .start(XLSXName.relationship), let id = reader.attribute(XLSXName.id),
        let type = reader.attribute(XLSXName.relationType), let target = reader.attribute(XLSXName.target)
      else { continue }
      guard found.count < 200_000 else { throw Diagnostic(.invalidData, "\(name) has too many entries") }
      let isExternal = reader.attribute(XLSXName.targetMode)?.lowercased() == "external"
      found.append(
        Relationship(
          id: id, type: type.split(separator: "/").last.map(String.init) ?? "",
          target: isExternal ? target : resolved(target, base), isExternal: isExternal))
    }
    return found
  }

  /// A name within the archive: from its top where it begins with `/`, else from the folder.
  private static func resolved(_ target: String, _ base: String) -> String {
    let text = target.hasPrefix("/") ? target : base + target
    var parts: [Substring] = []
    for part in text.split(whereSeparator: { $0 == "/" || $0 == "\\" }) where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}

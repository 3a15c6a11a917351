package import Diagnostics
import Records
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What makes git merge the records of a clone by field: attributes of its files, and the driver that they name.
///
/// The attributes stand in the clone's own `info/attributes` too, since git reads those of the work tree before it has the
/// ones of the branch that it merges, and in a bare repository never.
package struct MergeSettings: Sendable {
  /// One thing that is set, and whether it was so already.
  package struct Setting: Sendable {
    /// The key of git's configuration, or the file.
    package let name: String
    package let value: String
    package let isSet: Bool
  }

  /// The name that the attributes call the driver by; clones that have joined know it.
  static let driver = "crm"

  /// The command of the driver. Where crm is not there, too old or broken, git's own merge of texts sets its marks, so that
  /// neither side is taken in silence.
  package static let command =
    "command -v crm >/dev/null && { crm merge-driver %O %A %B %L %P; s=$?; test $s -le 1 && exit $s; }; "
    + "git merge-file -L ours -L base -L theirs --marker-size=%L %A %O %B"

  static let configuration: [(key: String, value: String)] = [
    // git takes a folder whose files all moved for renamed, and would carry new records after them.
    ("merge.directoryRenames", "false"), ("merge.crm.name", "records of crm, merged by field"),
    ("merge.crm.driver", command),
  ]

  private let git: Git
  private var repository: Repository { git.repository }

  package init(_ git: Git) { self.git = git }

  // MARK: Attributes

  /// The lines of attributes for records below a folder, which is empty or ends with a slash; a line for each kind.
  package static func attributes(below prefix: String = "") -> [String] {
    Kind.allCases.map { pattern(prefix + $0.folder + "/**/*.y*ml", prefix: prefix) + " merge=" + driver }
  }

  /// A text with the lines that it lacks at its end.
  package static func adding(_ lines: [String], to text: [UInt8]) -> [UInt8] {
    let present = Set(
      text.split(separator: 0x0A).map { line in
        String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
      })
    let missing = lines.filter { !present.contains($0) }
    if missing.isEmpty { return text }
    let isOpen = text.last.map { $0 != 0x0A } ?? false
    return text + Array(((isOpen ? "\n" : "") + missing.map { $0 + "\n" }.joined()).utf8)
  }

  /// A pattern in which the folders of the prefix mean themselves.
  private static func pattern(_ pattern: String, prefix: String) -> String {
    let rest = Path.remainder(of: pattern, after: prefix) ?? pattern
    var text: [UInt8] = []
    for byte in prefix.utf8 {
      if "*?[\\".utf8.contains(byte) { text.append(UInt8(ascii: "\\")) }
      text.append(byte)
    }
    let whole = text + rest.utf8
    let isPlain = whole.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") }
    if isPlain, whole.first != UInt8(ascii: "#"), whole.first != UInt8(ascii: "!") {
      return String(decoding: whole, as: UTF8.self)
    }
    var quoted = "\""
    for byte in whole {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): quoted += "\\" + String(UnicodeScalar(byte))
      case 0x20..<0x7F: quoted += String(UnicodeScalar(byte))
      default:
        let digits = String(byte, radix: 8)
        quoted += "\\" + String(repeating: "0", count: 3 - digits.utf8.count) + digits
      }
    }
    return quoted + "\""
  }

  private var lines: [String] { Self.attributes(below: repository.workTreePrefix) }

  /// The absolute path of the clone's own attributes, which all of its work trees share; nil without git.
  private var attributesFile: String? {
    repository.gitCommonDirectory.map { Path.join($0, "info/attributes") }
  }

  private func attributes() throws(Diagnostic) -> [UInt8] {
    guard let path = attributesFile, WholeFile.exists(path) else { return [] }
    return try WholeFile.read(path, named: "info/attributes")
  }

  // MARK: This clone

  /// All that belongs to the clone's settings.
  package func settings() throws(Diagnostic) -> [Setting] {
    guard repository.isGitWorkTree else { throw Self.withoutGit }
    let present = try configured()
    let text = try attributes()
    let has = Self.adding(lines, to: text) == text
    return [
      Setting(name: "info/attributes", value: lines.joined(separator: "\n"), isSet: has)
    ]
      + Self.configuration.map { entry in
        Setting(name: entry.key, value: entry.value, isSet: present[entry.key.lowercased()] == entry.value)
      }
  }

  /// Sets what is not set yet, and tells of all what was so before.
  package func apply() throws(Diagnostic) -> [Setting] {
    let settings = try settings()
    for setting in settings where !setting.isSet {
      if setting.name == "info/attributes" {
        try writeAttributes()
      } else {
        _ = try git.require(["config", "--local", "--replace-all", setting.name, setting.value])
      }
    }
    return settings
  }

  /// What git's configuration says of the keys, wherever it says it.
  private func configured() throws(Diagnostic) -> [String: String] {
    let found = try git.run(["config", "-z", "--get-regexp", "^merge\\."], literal: false)
    var values: [String: String] = [:]
    for entry in Git.nulSplit(found.output) {
      let parts = entry.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      if let key = parts.first { values[key.lowercased()] = parts.count > 1 ? String(parts[1]) : "true" }
    }
    return values
  }

  private func writeAttributes() throws(Diagnostic) {
    guard let path = attributesFile else { throw Self.withoutGit }
    let text = Self.adding(lines, to: try attributes())
    try WholeFile.makeFolders(for: path, named: "info/attributes")
    try WholeFile.Draft(text, for: path, named: "info/attributes", mode: 0o666).place()
  }

  static let withoutGit = Diagnostic(
    .usage, "this repository is not in git, so there is nobody to merge with",
    hints: ["put it into git with: git init, and then: git add -A, and: git commit"])

  // MARK: What is lacking

  /// How git merges the records of this clone.
  package enum Standing: Sendable, Hashable {
    /// There is no remote, so nobody to merge with.
    case alone
    case byField
    /// As text, or not always by field, and why.
    case lacking(String)
  }

  /// Looks at files alone; git is started only where its own configuration file leaves it open.
  package func standing() -> Standing {
    guard let own = repository.gitConfiguration()?.values else { return .alone }
    let text = (try? attributes()) ?? []
    let hasAttributes = Self.adding(lines, to: text) == text
    if hasAttributes, own["merge.crm.driver"] == Self.command { return .byField }
    guard own.keys.contains(where: { $0.hasPrefix("remote.") && $0.hasSuffix(".url") }) else { return .alone }
    let driver = (try? configured())?["merge.crm.driver"]
    switch (driver, hasAttributes) {
    case (Self.command?, true): return .byField
    case (nil, false): return .lacking("this clone has not joined the team, so git merges records as text")
    case (nil, true):
      return .lacking("this clone names a driver that it does not have, so git merges records as text")
    case (_?, false):
      return .lacking(
        "this clone's own attributes do not name the driver, so git merges some records as text")
    case (_?, true): return .lacking("the merge driver of this clone is another one than that of crm")
    }
  }

  /// The same as a warning; nil where there is nothing to warn of.
  package var warning: Diagnostic? {
    guard case .lacking(let what) = standing() else { return nil }
    return Diagnostic(.warning, what, hints: ["to merge them by field: \(CommandLine("team join"))"])
  }
}

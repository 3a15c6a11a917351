import Diagnostics

/// A program that agents run in.
package enum AgentHost: String, Sendable, CaseIterable {
  case claude, codex, gemini
}

/// A file that hosts of agents read: a part of it is the program's, the rest belongs to whoever wrote it.
struct AgentFile: Sendable {
  let path: String
  /// What stands before the part where the file is made anew.
  let opening: String

  private static let begin = "<!-- crm:begin -->"
  private static let end = "<!-- crm:end -->"

  /// The files of these hosts; without one, that which most of them read.
  static func files(of hosts: [AgentHost]) -> [AgentFile] {
    var files: [AgentFile] = []
    for host in hosts {
      switch host {
      case .claude:
        files += [AgentFile(path: "CLAUDE.md", opening: ""), skill(in: ".claude/skills")]
      case .codex:
        files += [AgentFile(path: "AGENTS.md", opening: ""), skill(in: ".agents/skills")]
      case .gemini: files.append(AgentFile(path: "GEMINI.md", opening: ""))
      }
    }
    return files.isEmpty ? [AgentFile(path: "AGENTS.md", opening: "")] : files
  }

  private static func skill(in folder: String) -> AgentFile {
    let opening = """
      ---
      name: \(AgentGuide.skillName)
      description: \(AgentGuide.skillDescription)
      ---


      """
    return AgentFile(path: "\(folder)/\(AgentGuide.skillName)/SKILL.md", opening: opening)
  }

  /// The lines of the part, markers and all.
  static var part: [String] {
    [begin, "## CRM", ""]
      + AgentGuide.rules.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) + [end]
  }

  /// What the file has to hold, where it holds `bytes` now; nil where it is missing. Every byte outside of the part stays.
  ///
  /// Throws `invalid_data` with its line for a marker that has no counterpart, or that stands there twice.
  func updated(_ bytes: [UInt8]?) throws(Diagnostic) -> [UInt8] {
    guard let bytes, !bytes.isEmpty else {
      return Array((opening + AgentFile.part.joined(separator: "\n") + "\n").utf8)
    }
    let lines = AgentFile.lines(of: bytes)
    let lineEnd = AgentFile.lineEnd(bytes)
    let part = Array(AgentFile.part.joined(separator: lineEnd).utf8)
    guard let range = try place(in: bytes, lines) else {
      guard opening.isEmpty else {
        throw Diagnostic(
          .conflict, "\(path) is there already and has no part of crm's in it",
          hints: ["put a line \(AgentFile.begin) and a line \(AgentFile.end) where it is to be"])
      }
      let isEnded = bytes.last == UInt8(ascii: "\n")
      let isBlank = lines.last.map { AgentFile.text(bytes[$0]).isEmpty } ?? true
      let gap = (isEnded ? "" : lineEnd) + (isBlank ? "" : lineEnd)
      return bytes + Array(gap.utf8) + part + Array(lineEnd.utf8)
    }
    return Array(bytes[..<range.lowerBound]) + part + Array(bytes[range.upperBound...])
  }

  /// From the first byte of the one marker to the last of the other; nil where there is none.
  private func place(in bytes: [UInt8], _ lines: [Range<Int>]) throws(Diagnostic) -> Range<Int>? {
    var begin: Int?
    var end: Int?
    for (number, range) in lines.enumerated() {
      switch AgentFile.text(bytes[range]) {
      case AgentFile.begin:
        if begin != nil { throw broken(number, "a second time; one part is enough") }
        begin = number
      case AgentFile.end:
        if begin == nil { throw broken(number, "before the line that begins the part") }
        if end != nil { throw broken(number, "a second time; one part is enough") }
        end = number
      default: break
      }
    }
    guard let begin else { return nil }
    guard let end else { throw broken(begin, "and no line \(AgentFile.end) ends the part") }
    return lines[begin].lowerBound..<lines[end].upperBound
  }

  private func broken(_ line: Int, _ what: String) -> Diagnostic {
    Diagnostic(
      .invalidData, "a marker of crm's part stands here \(what)",
      at: SourceLocation(file: path, line: line + 1),
      hints: ["mend the lines \(AgentFile.begin) and \(AgentFile.end), or take out both; nothing was written"]
    )
  }

  // MARK: Bytes, which may be in any encoding

  /// The lines without their ends.
  private static func lines(of bytes: [UInt8]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    for (place, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      let end = place > start && bytes[place - 1] == UInt8(ascii: "\r") ? place - 1 : place
      lines.append(start..<end)
      start = place + 1
    }
    if start < bytes.count { lines.append(start..<bytes.count) }
    return lines
  }

  /// A line without the blanks around it.
  private static func text(_ line: ArraySlice<UInt8>) -> String {
    let blanks = [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")]
    let words = line.drop { blanks.contains($0) }
    let end = words.lastIndex { !blanks.contains($0) }.map { $0 + 1 } ?? words.startIndex
    return String(decoding: words[..<end], as: UTF8.self)
  }

  /// The line end that the file's first line has.
  private static func lineEnd(_ bytes: [UInt8]) -> String {
    guard let first = bytes.firstIndex(of: UInt8(ascii: "\n")), first > 0 else { return "\n" }
    return bytes[first - 1] == UInt8(ascii: "\r") ? "\r\n" : "\n"
  }
}

import Diagnostics
import Store
import Text

/// Where letters go: a folder with a file for each, or one file or standard output with all of them.
package enum LetterDestination: Sendable, Hashable {
  /// A folder, made where it is not there.
  case folder(String)
  /// A mailbox (RFC 4155).
  case mailbox(String)
  /// Message after message, each ended by a byte 0.
  case messages(String)
  /// A table of text messages.
  case texts(String)

  package static let standardOutput = "-"

  var name: String {
    switch self {
    case .folder(let name), .mailbox(let name), .messages(let name), .texts(let name): name
    }
  }

  package var isStandardOutput: Bool { if case .folder = self { false } else { name == Self.standardOutput } }
  package var isTexts: Bool { if case .texts = self { true } else { false } }

  /// The option that names it.
  var option: String {
    switch self {
    case .folder, .texts: "output"
    case .mailbox: "mbox"
    case .messages: "eml"
    }
  }
}

/// Takes letters in two steps: as drafts that no other program sees, and, once they are recorded, for good.
final class LetterTarget {
  private let destination: LetterDestination
  private let overwrites: Bool
  private let path: String
  private let mark: String
  private var outbox: Outbox?
  private var drafted: [String] = []
  private var file: WholeFile.Draft?

  static let suffix = ".eml"

  /// Throws `conflict` for a place that belongs to the repository.
  init(_ destination: LetterDestination, overwrites: Bool, _ context: Context) throws(Diagnostic) {
    self.destination = destination
    self.overwrites = overwrites
    if destination.isStandardOutput {
      (path, mark) = ("", "")
      return
    }
    let place = try OutputFile(destination.name, context)
    if case .folder = destination {} else { try place.refuseFolder(for: "a file of letters") }
    path = place.path
    mark = LetterTarget.mark(of: try context.repository().root)
  }

  /// Tells the drafts of one repository from those of others that write into the same folder.
  static func mark(of root: String) -> String { String(SHA256.digest(Array(root.utf8)).hex.prefix(8)) }

  /// The folder, opened; nil for other targets, and for one that is not there and not to be made.
  func folder(makes: Bool) throws(Diagnostic) -> Outbox? {
    guard case .folder(let name) = destination else { return nil }
    if outbox == nil { outbox = try Outbox(path, named: name, mark: mark, makes: makes) }
    return outbox
  }

  /// The letters of which a run that was killed left drafts in the folder.
  func leftovers() throws(Diagnostic) -> [String] {
    try folder(makes: false)?.drafts().filter { $0.hasSuffix(LetterTarget.suffix) }
      .map { String($0.dropLast(LetterTarget.suffix.count)) } ?? []
  }

  /// Brings to light the drafts of letters that are recorded, which the run was about to do, and removes the others.
  func settle(_ leftovers: [String], isRecorded: (String) -> Bool) throws(Diagnostic) -> Int {
    guard let outbox = try folder(makes: false) else { return 0 }
    var placed = 0
    for identifier in leftovers {
      if isRecorded(identifier) {
        try outbox.place(identifier + LetterTarget.suffix)
        placed += 1
      } else {
        try outbox.discard(identifier + LetterTarget.suffix)
      }
    }
    return placed
  }

  /// Throws `conflict` where a file is there already that would be replaced.
  func demandFree(_ identifiers: [String], again line: CommandLine) throws(Diagnostic) {
    guard !overwrites, !destination.isStandardOutput else { return }
    var name = destination.name
    if let outbox = try folder(makes: false) {
      var taken: String?
      for identifier in identifiers where taken == nil {
        if try outbox.holds(identifier + LetterTarget.suffix) { taken = identifier + LetterTarget.suffix }
      }
      guard let taken else { return }
      name = outbox.name + "/" + taken
    } else {
      guard case .folder = destination else {
        if !WholeFile.exists(path) || WholeFile.isStream(path) { return }
        throw conflict(name, line)
      }
      return
    }
    throw conflict(name, line)
  }

  private func conflict(_ name: String, _ line: CommandLine) -> Diagnostic {
    Diagnostic(
      .conflict, "\(name) is there already", hints: ["to replace it: \(line.option("overwrite"))"])
  }

  /// Writes letters as drafts.
  func draft(_ letters: [WrittenLetter]) throws(Diagnostic) {
    if let outbox = try folder(makes: true) {
      for letter in letters {
        let file = letter.identifier + LetterTarget.suffix
        try outbox.draft(file, letter.bytes)
        drafted.append(file)
      }
    } else if !destination.isStandardOutput, !WholeFile.isStream(path) {
      file = try WholeFile.Draft(whole(letters), for: path, named: destination.name)
    }
  }

  /// All letters as one piece, as the target has them.
  func whole(_ letters: [WrittenLetter]) -> [UInt8] {
    var bytes: [UInt8] = []
    switch destination {
    case .folder: break
    case .mailbox:
      for letter in letters {
        bytes += Array(letter.envelope.utf8)
        bytes += letter.bytes
        bytes.append(0x0a)
      }
    case .messages:
      for letter in letters { bytes += letter.bytes + [0] }
    case .texts:
      bytes += Array("phone,text,encoding,length,parts\r\n".utf8)
      for letter in letters { bytes += letter.bytes }
    }
    return bytes
  }

  /// Puts the drafts where others see them.
  func place(_ letters: [WrittenLetter]) throws(Diagnostic) {
    if let outbox {
      for file in drafted { try outbox.place(file) }
    } else if let file {
      try file.place()
    } else if !destination.isStandardOutput {
      try WholeFile.send(whole(letters), to: path, named: destination.name)
    }
    drafted = []
  }

  /// Leaves nothing behind, where nothing was recorded.
  func discard() {
    for file in drafted { try? outbox?.discard(file) }
    file?.discard()
    (drafted, file) = ([], nil)
  }
}

/// A letter as a file has it.
struct WrittenLetter: Sendable {
  let identifier: String
  let bytes: [UInt8]
  /// The line before it in a mailbox.
  var envelope = ""
}

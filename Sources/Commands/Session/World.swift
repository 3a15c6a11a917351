package import Dates
import Diagnostics

/// All that a command may learn of the world outside the repository, read once at start.
package struct World: Sendable {
  /// The arguments after the program's name.
  package var arguments: [String]
  package var environment: Environment
  package var workingDirectory: String
  package var clock: Instant
  /// The time as it is by then, for a session that lasts; nil where it stands still.
  package var presentClock: (@Sendable () -> Instant)?
  /// Seeds the identifiers of new records.
  package var seed: UInt64
  package var isInputTerminal: Bool
  package var isOutputTerminal: Bool
  package var isErrorTerminal: Bool
  /// Columns of the terminal, nil where the output is none.
  package var width: Int?
  /// The name of the zone that the system keeps, found out when it is asked for: by `init`, and where a time that somebody
  /// gives is outside of any repository.
  package var systemZone: String? { findZone() }
  var findZone: @Sendable () -> String?
  package var processID: Int32
  /// The name of the terminal at which a person typed the command, and of its session; nil in scripts and pipes.
  package var terminal: String?
  /// The absolute path of this program, found out when it is asked for; nil where nobody can know it.
  package var executable: (@Sendable () -> String?)?

  package init(
    arguments: [String], environment: [String: String] = [:], workingDirectory: String, clock: Instant,
    seed: UInt64, isInputTerminal: Bool = false, isOutputTerminal: Bool = false,
    isErrorTerminal: Bool = false,
    width: Int? = nil, systemZone: String? = nil, processID: Int32 = 0, terminal: String? = nil
  ) {
    self.arguments = arguments
    self.environment = Environment(environment)
    self.workingDirectory = workingDirectory
    self.clock = clock
    self.seed = seed
    self.isInputTerminal = isInputTerminal
    self.isOutputTerminal = isOutputTerminal
    self.isErrorTerminal = isErrorTerminal
    self.width = width
    findZone = { systemZone }
    self.processID = processID
    self.terminal = terminal
  }

  /// Whether the locale says that the terminal shows more than ASCII; none is that of POSIX, which does not.
  package var hasUnicodeLocale: Bool {
    let name = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    let lower = (name ?? "").lowercased()
    return lower.contains("utf-8") || lower.contains("utf8")
  }

  /// Whether a switch of the environment is on: any value but the empty one and 0.
  package func isSet(_ name: String) -> Bool {
    environment[name].map { !$0.isEmpty && $0 != "0" } ?? false
  }
}

/// Where a command's bytes go, and where its input comes from.
package protocol Terminal: AnyObject {
  /// Writes data for the user or the next program; throws `ClosedPipe` where nobody reads any more.
  func write(_ bytes: [UInt8]) throws
  func writeError(_ text: String)
  /// A line that the user typed, without its end; nil at the end of input.
  func readLine() -> String?
  /// All of standard input.
  func readAll() throws -> [UInt8]
  /// The same where there are no more bytes than that; throws `too_large` where there are.
  func readAll(atMost limit: Int) throws -> [UInt8]
  /// Lets time pass; throws `ClosedPipe` where nobody reads any more.
  func wait(milliseconds: Int32) throws
}

extension Terminal {
  package func readAll(atMost limit: Int) throws -> [UInt8] {
    let bytes = try readAll()
    guard bytes.count <= limit else { throw Diagnostic.inputTooLarge(limit) }
    return bytes
  }

  /// Where no time passes, nobody waits.
  package func wait(milliseconds: Int32) throws { throw ClosedPipe() }
}

/// The reader of standard output went away; the command ends silently.
package struct ClosedPipe: Error {
  package init() {}
}

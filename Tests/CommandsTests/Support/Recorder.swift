@testable import Commands

/// A terminal that keeps what is written, at which nobody types.
final class Recorder: Terminal {
  private(set) var output: [UInt8] = []
  private(set) var errors = ""
  func write(_ bytes: [UInt8]) throws { output += bytes }
  func writeError(_ text: String) { errors += text }
  func readLine() -> String? { nil }
  func readAll() throws -> [UInt8] { [] }
}

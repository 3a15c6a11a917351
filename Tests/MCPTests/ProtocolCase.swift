import JSON
import Testing

@testable import MCP

/// Bytes, and what answers them: `1 ok`, `"a" error -32602`, `- error -32700` without an id, `1 refused` by a tool, `note
/// METHOD`.
struct ProtocolCase: CustomStringConvertible, Sendable {
  let name: String
  let bytes: [UInt8]
  let answers: [String]
  var description: String { name }

  init(_ name: String, _ bytes: [UInt8], _ answers: String...) {
    (self.name, self.bytes, self.answers) = (name, bytes, answers)
  }

  /// Lines, each with its end.
  init(_ name: String, _ lines: [String], _ answers: [String]) {
    self.name = name
    bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
    self.answers = answers
  }

  init(_ name: String, _ line: String, _ answers: String...) {
    self.init(name, [line], answers)
  }

  /// The same after a handshake, which is answered first.
  init(_ name: String, in version: String, _ line: String, _ answers: String...) {
    self.init(name + " in " + version, [Line.initialize(version), line], ["0 ok"] + answers)
  }

  /// A line in short; throws where it is no JSON-RPC message.
  static func summary(_ line: String) throws -> String {
    #expect(line.hasSuffix("\n") && !line.dropLast().contains("\n"))
    let json = try JSONValue(parsing: Array(line.utf8))
    #expect(json["jsonrpc"] == "2.0")
    if let method = json["method"]?.string {
      #expect(json["id"] == nil)
      return "note " + method
    }
    let id = json["id"]?.encoded(pretty: false) ?? "-"
    guard let error = json["error"] else {
      let result = try #require(json["result"])
      return "\(id) \(result["isError"] == true ? "refused" : "ok")"
    }
    #expect(json["result"] == nil)
    #expect(error["message"]?.string?.isEmpty == false)
    #expect((error["message"]?.string?.unicodeScalars.count ?? 0) <= 600)
    return "\(id) error \(try #require(error["code"]?.integer))"
  }

  /// Compares with what a server says, with all at once and byte by byte.
  func check() throws {
    var talk = Talk()
    #expect(try talk.say(bytes, isEnd: true).map(Self.summary) == answers, "\(name)")
    guard bytes.count < 5000 else { return }
    var slow = Talk()
    var lines: [String] = []
    for byte in bytes { lines += slow.say([byte]) }
    lines += slow.say([], isEnd: true)
    // A cancellation that comes later finds its request answered.
    if !name.contains("cancel") { #expect(try lines.map(Self.summary) == answers, "\(name), byte by byte") }
  }
}

@Suite struct ProtocolCaseTests {
  static let all =
    framing + unreadable + messages + ids + eras + handshakes + methods + tools + resources + prompts
    + streams + cancellations + batches

  @Test(arguments: all) func everyCaseIsAnsweredAsTheRevisionSays(_ known: ProtocolCase) throws {
    try known.check()
  }

  @Test func thereAreManyAndNoneTwice() {
    #expect(Self.all.count >= 300, "\(Self.all.count)")
    let twice = Dictionary(grouping: Self.all, by: \.name).filter { $1.count > 1 }.keys
    #expect(twice.isEmpty, "\(twice)")
  }
}

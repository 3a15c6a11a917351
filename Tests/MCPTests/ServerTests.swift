import JSON
import SeededRandomness
import Testing

@testable import MCP

@Suite struct ServerTests {
  // MARK: What is run

  @Test func nothingRunsThatIsNoRequest() {
    var talk = Talk()
    _ = talk.say(Line.notification("tools/call", "{\(Line.meta),\"name\":\"write\"}"))
    _ = talk.say(Line.call("tools/call", "{\(Line.meta),\"name\":\"write\"}", id: "null"))
    _ = talk.say(Line.call("tools/call", "{\(Line.meta),\"name\":\"write\"}", id: "1.5"))
    _ = talk.say("[" + Line.modern("tools/call", #""name":"write""#) + "]")
    _ = talk.say(#"{"jsonrpc":"1.0","id":1,"method":"tools/call","params":{\#(Line.meta),"name":"write"}}"#)
    _ = talk.say(Line.call("tools/call", #"{"name":"write"}"#))
    #expect(talk.content.calls == [])
  }

  @Test func whatIsCancelledDoesNotRun() {
    var talk = Talk()
    let call = Line.modern("tools/call", #""name":"write","arguments":{"n":1}"#)
    let other = Line.modern("tools/call", #""name":"write","arguments":{"n":2}"#, id: "2")
    let answers = talk.say(
      [call, other, Line.notification("notifications/cancelled", #"{"requestId":1}"#)].joined(separator: "\n")
    )
    #expect(answers.count == 1)
    #expect(talk.content.calls == [#"write {"n":2}"#])
  }

  @Test func callsRunInTheOrderTheyCame() {
    var talk = Talk()
    let lines = (1...50).map {
      Line.modern("tools/call", #""name":"look","arguments":{"n":\#($0)}"#, id: "\($0)")
    }
    _ = talk.say(lines.joined(separator: "\n"))
    #expect(talk.content.calls == (1...50).map { #"look {"n":\#($0)}"# })
  }

  @Test func aFloodIsNotHeldInMemory() {
    var talk = Talk()
    let line = Array((Line.call("ping") + "\n").utf8)
    var count = 0
    while talk.server.takesMore, count < 1_000_000 {
      talk.server.receive(line)
      count += 1
    }
    #expect(count == Server.backlogLimit / 256)
    var answers = 0
    while !talk.server.isIdle { answers += talk.server.answerNext().count }
    #expect(answers == count && talk.server.takesMore)
  }

  // MARK: The limit on changes

  private func write(_ talk: inout Talk, _ arguments: String = "{}", tool: String = "write") -> JSONValue? {
    let lines = talk.say(Line.modern("tools/call", #""name":"\#(tool)","arguments":\#(arguments)"#))
    return lines.first.flatMap { try? JSONValue(parsing: Array($0.utf8)) }?["result"]
  }

  @Test func sixtyChangesAMinute() {
    var talk = Talk()
    for second in 0..<60 {
      talk.clock.now = Int64(second) * 500
      #expect(write(&talk)?["isError"] == false)
    }
    talk.clock.now = 45_000
    let refusal = write(&talk, #"{"n":1}"#)
    #expect(refusal?["isError"] == true)
    let error = refusal?["structuredContent"]?["error"]
    #expect(refusal?["structuredContent"]?["ok"] == false)
    #expect(error?["code"] == "locked" && error?["retryable"] == true && error?["retry_after_seconds"] == 15)
    #expect(error?["retry"]?.encoded(pretty: false) == #"{"tool":"write","arguments":{"n":1}}"#)
    #expect(error?["message"] == refusal?["content"]?.array?.first?["text"])
    #expect(talk.content.calls.count == 60)
    // Reads and previews go on.
    #expect(write(&talk, tool: "look")?["isError"] == false)
    #expect(write(&talk, #"{"dry_run":true}"#)?["isError"] == false)
    talk.clock.now = 59_999
    #expect(write(&talk)?["isError"] == true)
    // The first was made at 0, the second half a second later.
    talk.clock.now = 60_000
    #expect(write(&talk)?["isError"] == false)
    #expect(write(&talk)?["isError"] == true)
  }

  @Test func onlyChangesCount() {
    var talk = Talk()
    for _ in 0..<100 {
      #expect(write(&talk, #"{"dry_run":true}"#)?["isError"] == false)
      #expect(write(&talk, tool: "look")?["isError"] == false)
      #expect(write(&talk, tool: "refuse")?["structuredContent"]?["error"]?["code"] == "not_found")
    }
    #expect(write(&talk)?["isError"] == false)
    var preview = Talk(Server.Options(isDryRun: true))
    for _ in 0..<100 { #expect(write(&preview)?["isError"] == false) }
  }

  // MARK: Any bytes

  /// Pieces of messages, whole ones among them.
  private static let pieces: [String] = [
    "{", "}", "[", "]", "\"", ":", ",", "\n", "\r\n", " ", "0", "1", "-1", "1.5", "null", "true", "\\", "\\u",
    "d800", "ä", "\u{2028}",
    #""jsonrpc":"2.0""#, #""id":1"#, #""id":"a""#, #""id":null"#, #""method":"ping""#,
    #""method":"tools/call""#,
    #""params":{"# + Line.meta + ",\"name\":\"write\"}", #""result":{}"#, #""error":{}"#,
    Line.call("ping") + "\n",
    Line.initialize("2025-03-26") + "\n", Line.modern("tools/list") + "\n",
    Line.modern("server/discover", id: "\"d\"") + "\n",
    Line.modern("tools/call", #""name":"write""#, id: "7") + "\n", "[" + Line.call("ping") + "]\n",
    Line.notification("notifications/initialized") + "\n",
    Line.notification("notifications/cancelled", #"{"requestId":7}"#) + "\n",
    Line.modern("subscriptions/listen", #""notifications":{}"#, id: "9") + "\n",
  ]

  @Test(arguments: UInt64(1)...20) func anyBytesAreAnsweredInMessages(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for _ in 0..<150 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0...30, using: &random) {
        if Int.random(in: 0..<6, using: &random) == 0 {
          bytes.append(UInt8.random(in: 0...255, using: &random))
        } else {
          bytes += Array(random.pick(Self.pieces).utf8)
        }
      }
      var talk = Talk()
      var lines: [String] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let piece = rest.prefix(Int.random(in: 1...40, using: &random))
        rest = rest.dropFirst(piece.count)
        talk.server.receive(Array(piece))
        while !talk.server.isIdle {
          for line in talk.server.answerNext() { lines.append(String(decoding: line, as: UTF8.self)) }
        }
      }
      lines += talk.say([], isEnd: true)
      // Throws where a line is no message.
      let answers = try lines.map(ProtocolCase.summary).filter { !$0.hasPrefix("note ") }
      #expect(answers.count == Self.wanted(bytes), "\(seed): \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  /// How many answers these bytes must have, found out by another way.
  private static func wanted(_ bytes: [UInt8]) -> Int {
    var isBatching = false
    return bytes.split(separator: 0x0A).reduce(0) { sum, line in
      guard line.contains(where: { ![0x20, 0x09, 0x0D].contains($0) }) else { return sum }
      guard let json = try? JSONValue(parsing: Array(line.last == 0x0D ? line.dropLast() : line)) else {
        return sum + 1
      }
      if let batch = json.array {
        return sum + (isBatching && !batch.isEmpty ? batch.count(where: answered) : 1)
      }
      if json["method"] == "initialize", json["id"] != nil { isBatching = true }
      return sum + (answered(json) ? 1 : 0)
    }
  }

  private static func answered(_ json: JSONValue) -> Bool {
    guard json.members != nil else { return true }
    guard json["method"] != nil else { return json["result"] == nil && json["error"] == nil }
    let isSound =
      json["jsonrpc"] == "2.0" && json["method"]?.string != nil && json["result"] == nil
      && json["error"] == nil
    return !isSound || json["id"] != nil
  }
}

@testable import MCP

extension ProtocolCaseTests {
  private static func listing(_ meta: String, id: String = "1") -> String {
    Line.call("tools/list", "{\"_meta\":\(meta)}", id: id)
  }

  private static func version(_ json: String) -> String {
    "{\"io.modelcontextprotocol/protocolVersion\":\(json),\(Line.capabilities)}"
  }

  private static func capabilities(_ json: String) -> String {
    "{\(Line.revision),\"io.modelcontextprotocol/clientCapabilities\":\(json)}"
  }

  /// Requests that speak for themselves.
  static let eras: [ProtocolCase] =
    [
      ProtocolCase("discover", Line.modern("server/discover"), "1 ok"),
      ProtocolCase("discover with a string id", Line.modern("server/discover", id: "\"d-1\""), "\"d-1\" ok"),
      ProtocolCase(
        "discover twice", [Line.modern("server/discover"), Line.modern("server/discover", id: "2")],
        ["1 ok", "2 ok"]),
      ProtocolCase("discover without params", Line.call("server/discover"), "1 error -32602"),
      ProtocolCase("discover without _meta", Line.call("server/discover", "{}"), "1 error -32602"),
      ProtocolCase(
        "discover with an empty _meta", Line.call("server/discover", #"{"_meta":{}}"#), "1 error -32602"),
      ProtocolCase(
        "discover with _meta null", Line.call("server/discover", #"{"_meta":null}"#), "1 error -32602"),
      ProtocolCase("discover with further parameters", Line.modern("server/discover", #""x":1"#), "1 ok"),
      ProtocolCase("a list without discover", Line.modern("tools/list"), "1 ok"),
      ProtocolCase("a list without _meta", Line.call("tools/list"), "1 error -32602"),
      ProtocolCase("a list with _meta text", listing("\"x\""), "1 error -32602"),
      ProtocolCase("a list with _meta an array", listing("[]"), "1 error -32602"),
      ProtocolCase("a list with a progress token only", listing(#"{"progressToken":1}"#), "1 error -32602"),
      ProtocolCase("only a version in _meta", listing("{\(Line.revision)}"), "1 error -32602"),
      ProtocolCase("only capabilities in _meta", listing("{\(Line.capabilities)}"), "1 error -32602"),
      ProtocolCase(
        "only a client in _meta",
        listing(#"{"io.modelcontextprotocol/clientInfo":{"name":"x","version":"1"}}"#), "1 error -32602"),
      ProtocolCase(
        "another prefix", listing(#"{"protocolVersion":"2026-07-28","clientCapabilities":{}}"#),
        "1 error -32602"),
      ProtocolCase(
        "an unknown version without capabilities",
        listing(#"{"io.modelcontextprotocol/protocolVersion":"1900-01-01"}"#), "1 error -32022"),
      ProtocolCase(
        "a client without a name",
        listing("{\(Line.revision),\(Line.capabilities),\"io.modelcontextprotocol/clientInfo\":{}}"), "1 ok"),
      ProtocolCase(
        "a client that is text",
        listing("{\(Line.revision),\(Line.capabilities),\"io.modelcontextprotocol/clientInfo\":\"x\"}"),
        "1 ok"),
      ProtocolCase(
        "a progress token", listing("{\(Line.revision),\(Line.capabilities),\"progressToken\":\"t\"}"), "1 ok"
      ),
      ProtocolCase(
        "a log level",
        listing("{\(Line.revision),\(Line.capabilities),\"io.modelcontextprotocol/logLevel\":\"debug\"}"),
        "1 ok"),
      ProtocolCase(
        "a trace",
        listing(
          "{\(Line.revision),\(Line.capabilities),\"traceparent\":\"00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01\"}"
        ), "1 ok"),
      ProtocolCase(
        "initialize of the stateless revision", Line.modern("initialize", #""protocolVersion":"2025-11-25""#),
        "1 error -32601"),
      ProtocolCase("ping of the stateless revision", Line.modern("ping"), "1 error -32601"),
      ProtocolCase(
        "no handshake follows", [Line.modern("server/discover"), Line.call("tools/list", id: "2")],
        ["1 ok", "2 error -32602"]),
      ProtocolCase(
        "one without _meta after one with", [Line.modern("tools/list"), Line.call("tools/list", id: "2")],
        ["1 ok", "2 error -32602"]),
      ProtocolCase(
        "both eras",
        [Line.initialize("2025-11-25"), Line.modern("tools/list"), Line.call("tools/list", id: "2")],
        ["0 ok", "1 ok", "2 ok"]),
      ProtocolCase(
        "a bad version after a handshake", in: "2025-11-25", listing(version("\"1900-01-01\"")),
        "1 error -32022"),
      ProtocolCase(
        "too little after a handshake", in: "2025-11-25", listing("{\(Line.revision)}"), "1 error -32602"),
    ]
    + [
      "1900-01-01", "2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-27", "2026-07-29",
      "2027-01-01",
      "2026-07-28 ", "2026-7-28", "DRAFT-2026-v1", "", "latest", "2.0",
    ].map { ProtocolCase("a request of version \($0)", listing(version("\"\($0)\"")), "1 error -32022") }
    + ["1", "null", "[]", "{}", "true", "20260728"].map {
      ProtocolCase("a version that is \($0)", listing(version($0)), "1 error -32602")
    }
    + ["1", "null", "[]", "\"{}\"", "true"].map {
      ProtocolCase("capabilities that are \($0)", listing(capabilities($0)), "1 error -32602")
    }
    + [
      #"{"roots":{}}"#, #"{"sampling":{"tools":{}}}"#, #"{"elicitation":{"form":{},"url":{}}}"#, #"{"x":1}"#,
      #"{"extensions":{"io.modelcontextprotocol/tasks":{}}}"#, #"{"experimental":{"x":{}}}"#,
    ].map { ProtocolCase("capabilities \($0)", listing(capabilities($0)), "1 ok") }

  private static func greeting(_ name: String, _ parameters: String, _ answer: String) -> ProtocolCase {
    ProtocolCase("initialize: " + name, Line.call("initialize", parameters, id: "0"), answer)
  }

  /// Handshakes.
  static let handshakes: [ProtocolCase] =
    [
      "2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28", "1900-01-01", "2099-01-01", "",
      "x",
      "2025-11-25 ",
    ].map { ProtocolCase("a handshake of version \($0)", Line.initialize($0), "0 ok") }
    + [
      greeting("nothing", "{}", "0 error -32602"), greeting("null", "null", "0 error -32602"),
      greeting("an array", "[]", "0 error -32602"),
      greeting(
        "no version", #"{"capabilities":{},"clientInfo":{"name":"t","version":"1"}}"#, "0 error -32602"),
      greeting("version null", #"{"protocolVersion":null,"capabilities":{}}"#, "0 error -32602"),
      greeting("version a number", #"{"protocolVersion":20251125,"capabilities":{}}"#, "0 error -32602"),
      greeting("version alone", #"{"protocolVersion":"2025-11-25"}"#, "0 ok"),
      greeting(
        "capabilities text", #"{"protocolVersion":"2025-11-25","capabilities":"x"}"#, "0 error -32602"),
      greeting(
        "capabilities an array", #"{"protocolVersion":"2025-11-25","capabilities":[]}"#, "0 error -32602"),
      greeting(
        "a client that is text", #"{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":"x"}"#,
        "0 error -32602"),
      greeting(
        "a client without a name", #"{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{}}"#,
        "0 ok"),
      greeting(
        "an odd name",
        #"{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":7,"version":[]}}"#, "0 ok"),
      greeting("_meta text", #"{"protocolVersion":"2025-11-25","_meta":"x"}"#, "0 error -32602"),
      greeting(
        "many capabilities",
        #"{"protocolVersion":"2025-06-18","capabilities":{"elicitation":{},"roots":{"listChanged":true},"sampling":{}}}"#,
        "0 ok"),
      ProtocolCase(
        "a ping before the handshake", [Line.call("ping", id: "9"), Line.initialize("2025-11-25")],
        ["9 ok", "0 ok"]),
      ProtocolCase(
        "a list before the handshake", [Line.call("tools/list", id: "9"), Line.initialize("2025-11-25")],
        ["9 error -32602", "0 ok"]),
      ProtocolCase(
        "a list after a refused handshake",
        [Line.call("initialize", "{}", id: "0"), Line.call("tools/list")],
        ["0 error -32602", "1 error -32602"]),
      ProtocolCase(
        "the handshake in full",
        [
          Line.initialize("2025-11-25"), Line.notification("notifications/initialized"),
          Line.call("tools/list"),
        ], ["0 ok", "1 ok"]),
      ProtocolCase("a list before initialized", in: "2025-11-25", Line.call("tools/list"), "1 ok"),
      ProtocolCase(
        "two handshakes",
        [Line.initialize("2025-11-25"), Line.initialize("2024-11-05", id: "7"), Line.call("tools/list")],
        ["0 ok", "7 ok", "1 ok"]),
      ProtocolCase(
        "what Codex sends",
        [
          Line.initialize("2025-06-18"), Line.notification("notifications/initialized"),
          Line.call("tools/list", #"{"_meta":{"progressToken":0}}"#),
          Line.call("resources/list", #"{"_meta":{"progressToken":1}}"#, id: "2"),
          Line.call("resources/templates/list", #"{"_meta":{"progressToken":2}}"#, id: "3"),
        ], ["0 ok", "1 ok", "2 ok", "3 ok"]),
      ProtocolCase(
        "what Claude Code sends to others",
        [Line.modern("server/discover", id: "\"probe\""), Line.initialize("2025-11-25")],
        ["\"probe\" ok", "0 ok"]),
      ProtocolCase(
        "a probe of an unknown revision, then a handshake",
        [listing(version("\"2027-07-28\"")), Line.initialize("2027-07-28")], ["1 error -32022", "0 ok"]),
    ]
}

@testable import MCP

private let unknown = [
  "x", "tools", "tools/", "tools/get", "tools/list/", "resources/subscribe", "resources/unsubscribe",
  "logging/setLevel",
  "completion/complete", "sampling/createMessage", "elicitation/create", "roots/list", "tasks/list",
  "tasks/get", "rpc.discover",
  "../tools/list", "tools/list\\u0000", "\\ud83d\\ude00",
]
private let versions = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"]

extension ProtocolCaseTests {
  static let methods: [ProtocolCase] =
    unknown.flatMap {
      [
        ProtocolCase("unknown \($0)", Line.call($0), "1 error -32601"),
        ProtocolCase("unknown \($0), stateless", Line.modern($0), "1 error -32601"),
        ProtocolCase("unknown \($0)", in: "2025-11-25", Line.call($0), "1 error -32601"),
      ]
    }
    + versions.flatMap { version in
      ["ping", "tools/list", "resources/list", "resources/templates/list", "prompts/list"].map {
        ProtocolCase($0, in: version, Line.call($0), "1 ok")
      }
        + ["server/discover", "subscriptions/listen"].map {
          ProtocolCase($0, in: version, Line.call($0, #"{"notifications":{}}"#), "1 error -32601")
        }
    }
    + ["tools/list", "resources/list", "resources/templates/list", "prompts/list"].flatMap { method in
      [
        ProtocolCase("\(method) with a cursor", Line.modern(method, #""cursor":"abc""#), "1 error -32602"),
        ProtocolCase(
          "\(method) with an empty cursor", Line.modern(method, #""cursor":"""#), "1 error -32602"),
        ProtocolCase("\(method) with cursor null", Line.modern(method, #""cursor":null"#), "1 ok"),
        ProtocolCase(
          "\(method) with a cursor that is a number", Line.modern(method, #""cursor":1"#), "1 error -32602"),
      ]
    }

  private static func called(_ parameters: String, _ answer: String, _ version: String? = nil) -> ProtocolCase
  {
    guard let version else {
      return ProtocolCase(
        "call \(parameters.prefix(100)) \(parameters.count)", Line.modern("tools/call", parameters), answer)
    }
    return ProtocolCase(
      "call \(parameters.prefix(100))", in: version, Line.call("tools/call", "{\(parameters)}"), answer)
  }

  static let tools: [ProtocolCase] =
    versions.flatMap {
      [
        called(#""name":"look","arguments":{}"#, "1 ok", $0),
        called(#""name":"refuse","arguments":{}"#, "1 refused", $0),
        called(#""name":"none","arguments":{}"#, "1 error -32602", $0),
        called(#""name":"withheld""#, "1 refused", $0),
      ]
    } + [
      called(#""name":"look","arguments":{"a":1}"#, "1 ok"), called(#""name":"look""#, "1 ok"),
      called(#""name":"look","arguments":null"#, "1 ok"),
      called(#""name":"look","arguments":[]"#, "1 error -32602"),
      called(#""name":"look","arguments":"{}""#, "1 error -32602"),
      called(#""name":"look","arguments":1"#, "1 error -32602"),
      called(#""arguments":{}"#, "1 error -32602"), called(#""name":null"#, "1 error -32602"),
      called(#""name":1"#, "1 error -32602"), called(#""name":"""#, "1 error -32602"),
      called(#""name":"LOOK""#, "1 error -32602"), called(#""name":"look ""#, "1 error -32602"),
      called(#""name":["look"]"#, "1 error -32602"),
      called("\"name\":\"\(String(repeating: "x", count: 9000))\"", "1 error -32602"),
      called(#""name":"refuse""#, "1 refused"),
      called(#""name":"write","arguments":{"dry_run":true}"#, "1 ok"),
      called(#""name":"write","arguments":{"dry_run":"true"}"#, "1 ok"),
      called(#""name":"look","arguments":{"outside":true}"#, "1 ok"),
      called(#""name":"look","task":{"ttl":1000}"#, "1 ok"),
      called(#""name":"look","inputResponses":{},"requestState":"x""#, "1 ok"),
      called(#""name":"look","arguments":{"n":1E+3,"big":123456789012345678901234567890}"#, "1 ok"),
      called("\"name\":\"look\",\"arguments\":{\"t\":\"\u{2028}\u{202E}\"}", "1 ok"),
      ProtocolCase(
        "a call before a handshake", Line.call("tools/call", #"{"name":"look"}"#), "1 error -32602"),
      ProtocolCase(
        "two calls of one id",
        [Line.modern("tools/call", #""name":"look""#), Line.modern("tools/call", #""name":"look""#)],
        ["1 ok", "1 ok"]),
    ]

  static let resources: [ProtocolCase] =
    versions.map {
      ProtocolCase(
        "a missing resource", in: $0, Line.call("resources/read", #"{"uri":"crm://none"}"#), "1 error -32002")
    }
    + versions.map {
      ProtocolCase("a resource", in: $0, Line.call("resources/read", #"{"uri":"crm://guide"}"#), "1 ok")
    }
    + [
      (#""uri":"crm://guide""#, "1 ok"), (#""uri":"crm://record/d1""#, "1 ok"),
      (#""uri":"crm://record/broken""#, "1 error -32603"),
      (#""uri":"crm://none""#, "1 error -32602"), (#""uri":"""#, "1 error -32602"),
      (#""uri":null"#, "1 error -32602"),
      (#""uri":1"#, "1 error -32602"), (#""uri":["crm://guide"]"#, "1 error -32602"),
      ("\"x\":1", "1 error -32602"),
      (#""uri":"file:///etc/passwd""#, "1 error -32602"),
      (#""uri":"crm://record/../../etc/passwd""#, "1 error -32602"),
      (#""uri":"CRM://GUIDE""#, "1 error -32602"), (#""uri":"crm://guide/""#, "1 error -32602"),
    ].map { ProtocolCase("resource \($0)", Line.modern("resources/read", $0), $1) }

  static let prompts: [ProtocolCase] =
    [
      (#""name":"morning_review""#, "1 ok"), (#""name":"morning_review","arguments":{}"#, "1 ok"),
      (#""name":"morning_review","arguments":{"x":"y"}"#, "1 ok"),
      (#""name":"fix_missing_next_steps""#, "1 ok"),
      (#""name":"prepare_meeting","arguments":{"deal":"d5m8t2qa"}"#, "1 ok"),
      (#""name":"prepare_meeting""#, "1 error -32602"),
      (#""name":"prepare_meeting","arguments":{}"#, "1 error -32602"),
      (#""name":"prepare_meeting","arguments":{"deal":""}"#, "1 error -32602"),
      (#""name":"prepare_meeting","arguments":{"deal":1}"#, "1 error -32602"),
      (#""name":"prepare_meeting","arguments":"x""#, "1 error -32602"),
      (
        "\"name\":\"prepare_meeting\",\"arguments\":{\"deal\":\"\(String(repeating: "x", count: 201))\"}",
        "1 error -32602"
      ),
      (#""name":"none""#, "1 error -32602"), (#""name":1"#, "1 error -32602"), ("\"x\":1", "1 error -32602"),
    ].map { ProtocolCase("prompt \($0.prefix(90))", Line.modern("prompts/get", $0), $1) }
    + versions.map {
      ProtocolCase("a prompt", in: $0, Line.call("prompts/get", #"{"name":"morning_review"}"#), "1 ok")
    }

  private static func listen(_ id: String, _ parameters: String = "{}") -> String {
    Line.modern("subscriptions/listen", "\"notifications\":\(parameters)", id: id)
  }
  private static let acknowledged = "note notifications/subscriptions/acknowledged"

  static let streams: [ProtocolCase] = [
    ProtocolCase("a stream", listen("1"), acknowledged, "1 ok"),
    ProtocolCase(
      "a stream of all", listen("1", #"{"toolsListChanged":true,"resourceSubscriptions":["crm://today"]}"#),
      acknowledged, "1 ok"),
    ProtocolCase("two streams", [listen("1"), listen("2")], [acknowledged, acknowledged, "1 ok", "2 ok"]),
    ProtocolCase(
      "a stream and a call", [listen("1"), Line.modern("tools/list", id: "2")],
      [acknowledged, "2 ok", "1 ok"]),
    ProtocolCase("a stream without notifications", Line.modern("subscriptions/listen"), "1 error -32602"),
    ProtocolCase("a stream of text", listen("1", "\"x\""), "1 error -32602"),
    ProtocolCase(
      "two streams of one id", [listen("1"), listen("1")], [acknowledged, "1 error -32600", "1 ok"]),
    ProtocolCase(
      "a stream before a handshake", Line.call("subscriptions/listen", #"{"notifications":{}}"#),
      "1 error -32602"),
    ProtocolCase(
      "seventeen streams", (1...17).map { listen("\($0)") },
      [String](repeating: acknowledged, count: 16) + ["17 error -32600"] + (1...16).map { "\($0) ok" }),
  ]

  private static func cancel(_ parameters: String) -> String {
    Line.notification("notifications/cancelled", parameters)
  }
  private static let list = Line.modern("tools/list")

  static let cancellations: [ProtocolCase] = [
    ProtocolCase(
      "cancel a call that waits", [list, Line.modern("tools/list", id: "2"), cancel(#"{"requestId":2}"#)],
      ["1 ok"]),
    ProtocolCase(
      "cancel the first of two", [list, Line.modern("tools/list", id: "2"), cancel(#"{"requestId":1}"#)],
      ["2 ok"]),
    ProtocolCase("cancel before it comes", [cancel(#"{"requestId":1}"#), list], ["1 ok"]),
    ProtocolCase("cancel what is unknown", [list, cancel(#"{"requestId":9}"#)], ["1 ok"]),
    ProtocolCase("cancel text of the same digits", [list, cancel(#"{"requestId":"1"}"#)], ["1 ok"]),
    ProtocolCase(
      "cancel a string id", [Line.modern("tools/list", id: "\"a\""), cancel(#"{"requestId":"a"}"#)], []),
    ProtocolCase("cancel without an id", [list, cancel("{}")], ["1 ok"]),
    ProtocolCase("cancel null", [list, cancel(#"{"requestId":null}"#)], ["1 ok"]),
    ProtocolCase("cancel an array", [list, cancel(#"{"requestId":[1]}"#)], ["1 ok"]),
    ProtocolCase("cancel without params", [list, Line.notification("notifications/cancelled")], ["1 ok"]),
    ProtocolCase("cancel with params text", [list, cancel("\"x\"")], ["1 ok"]),
    ProtocolCase("cancel with a reason", [list, cancel(#"{"requestId":1,"reason":"too slow"}"#)], []),
    ProtocolCase("cancel twice", [list, cancel(#"{"requestId":1}"#), cancel(#"{"requestId":1}"#)], []),
    ProtocolCase("cancel two of one id", [list, list, cancel(#"{"requestId":1}"#)], []),
    ProtocolCase(
      "cancel a handshake", [Line.initialize("2025-11-25"), cancel(#"{"requestId":0}"#)], ["0 ok"]),
    ProtocolCase("cancel a ping", [Line.call("ping"), cancel(#"{"requestId":1}"#)], []),
    ProtocolCase("cancel a stream before its turn", [listen("1"), cancel(#"{"requestId":1}"#)], []),
    ProtocolCase(
      "cancel with another version of JSON-RPC",
      [list, #"{"jsonrpc":"1.0","method":"notifications/cancelled","params":{"requestId":1}}"#],
      ["1 ok", "- error -32600"]),
  ]
}

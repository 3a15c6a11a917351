package import JSON

/// A server of the Model Context Protocol without its surroundings: bytes come in, lines go out.
///
/// It serves requests that speak for themselves (revision 2026-07-28) and those after a handshake (2024-11-05 to
/// 2025-11-25), both at once. Every request has one answer, unless it is cancelled before its turn; nothing else has one.
package struct Server {
  /// How this run serves.
  package struct Options: Sendable {
    /// Answers are text alone, which is fewer tokens where a host hands the model both forms.
    package var isTextOnly = false
    /// Nothing is written whatever is called.
    package var isDryRun = false

    package init(isTextOnly: Bool = false, isDryRun: Bool = false) {
      self.isTextOnly = isTextOnly
      self.isDryRun = isDryRun
    }
  }

  private enum Pending {
    case message(JSONValue)
    case unreadable(ProtocolError)
  }

  /// How many streams of notifications a client may have open.
  static let streamLimit = 16
  /// A client is not read any further while so many bytes wait for their turn.
  package static let backlogLimit = 4 << 20
  /// What a message counts for at least, however short it is.
  private static let leastSize = 256

  let content: any ServedContent
  let identity: ServerIdentity
  let options: Options
  /// Milliseconds that never go back.
  let clock: () -> Int64
  var rate = WriteRate()
  /// What the handshake agreed on; nil before one.
  var session: Circumstances?
  /// The streams of notifications that are open. Nothing comes on them, since nothing of what is listed ever changes.
  var streams: [RequestID] = []
  private var splitter = LineSplitter()
  private var queue: [(pending: Pending, size: Int)] = []
  /// How many of the queue have been answered.
  private var answered = 0
  private var backlog = 0

  package init(
    _ content: any ServedContent, identity: ServerIdentity, options: Options = Options(),
    clock: @escaping () -> Int64
  ) {
    self.content = content
    self.identity = identity
    self.options = options
    self.clock = clock
  }

  /// Whether nothing waits for an answer.
  package var isIdle: Bool { answered == queue.count }
  /// Whether more may be read before what waits is answered.
  package var takesMore: Bool { backlog < Server.backlogLimit }

  /// Takes what came in. A cancellation is heeded at once: what it names and waits yet is forgotten.
  package mutating func receive(_ bytes: [UInt8]) {
    for line in splitter.feed(bytes) { enqueue(line) }
  }

  /// No more comes: what is left is a message too.
  package mutating func endInput() {
    if let line = splitter.finish() { enqueue(line) }
  }

  /// The lines that answer the oldest message; none where it wants no answer, or where nothing waits.
  package mutating func answerNext() -> [[UInt8]] {
    guard let pending = takeFirst() else { return [] }
    switch pending {
    case .unreadable(let error): return [Frame.error(nil, error)]
    case .message(.array(let messages)) where session?.revision.hasBatches == true:
      return batch(messages)
    case .message(.array):
      return [Frame.error(nil, ProtocolError(.invalidRequest, "this protocol version has no batches"))]
    case .message(let json): return answer(Message(json))
    }
  }

  /// The lines that end what is still open.
  package mutating func close() -> [[UInt8]] {
    defer { streams = [] }
    return streams.map { Frame.result($0, results(.stateless).complete([:], meta: Server.stream($0))) }
  }

  private mutating func enqueue(_ line: LineSplitter.Line) {
    guard case .whole(let bytes) = line else {
      let limit = LineSplitter.limit
      return append(.unreadable(ProtocolError(.invalidRequest, "a line has at most \(limit) bytes")), size: 0)
    }
    do {
      let json = try JSONValue(parsing: bytes)
      if let cancelled = Server.cancelled(json) { return cancel(cancelled) }
      append(.message(json), size: bytes.count)
    } catch {
      let place = error.line == 1 ? "column \(error.column)" : "line \(error.line)"
      append(.unreadable(ProtocolError(.unreadable, "no JSON: \(error.message) (\(place))")), size: 0)
    }
  }

  private mutating func append(_ pending: Pending, size: Int) {
    let size = max(size, Server.leastSize)
    queue.append((pending, size))
    backlog += size
  }

  private mutating func takeFirst() -> Pending? {
    guard answered < queue.count else { return nil }
    let (pending, size) = queue[answered]
    answered += 1
    backlog -= size
    // What has been answered goes in large pieces, so that no message costs as much as all that wait behind it.
    if answered == queue.count || answered >= 1024 {
      queue.removeFirst(answered)
      answered = 0
    }
    return pending
  }

  // MARK: Cancelling

  /// The request that a message cancels; nil for all other messages, and for a cancellation that names none.
  private static func cancelled(_ json: JSONValue) -> RequestID? {
    guard case .notification("notifications/cancelled", let parameters) = Message(json) else { return nil }
    return RequestID(parameters?["requestId"])
  }

  private mutating func cancel(_ id: RequestID) {
    streams.removeAll { $0 == id }
    queue.removeFirst(answered)
    answered = 0
    queue.removeAll { entry in
      guard case .message(let json) = entry.pending, RequestID(json["id"]) == id else { return false }
      // A handshake cannot be cancelled.
      guard json["method"] != nil, json["method"] != "initialize" else { return false }
      backlog -= entry.size
      return true
    }
  }

  // MARK: Answering

  private mutating func batch(_ messages: [JSONValue]) -> [[UInt8]] {
    guard !messages.isEmpty else {
      return [Frame.error(nil, ProtocolError(.invalidRequest, "an empty batch"))]
    }
    // Each answer goes on a line of its own, as may be, so that a line is always one object.
    return messages.flatMap { json -> [[UInt8]] in
      let message = Message(json)
      guard case .request(let request) = message, request.method == "initialize" else {
        return answer(message)
      }
      return [Frame.error(request.id, ProtocolError(.invalidRequest, "initialize cannot be part of a batch"))]
    }
  }

  private mutating func answer(_ message: Message) -> [[UInt8]] {
    switch message {
    case .notification, .response: return []
    case .refused(let id, let error): return [Frame.error(id, error)]
    case .request(let request):
      do throws(ProtocolError) {
        return try serve(request)
      } catch {
        return [Frame.error(request.id, error)]
      }
    }
  }

  private mutating func serve(_ request: Request) throws(ProtocolError) -> [[UInt8]] {
    let own = try Circumstances(of: request)
    if own == nil, let result = try handshake(request) { return [Frame.result(request.id, result)] }
    guard let method = Method(rawValue: request.method) else { throw Server.unknown(request.method) }
    guard let circumstances = own ?? session else { throw Circumstances.missing }
    if circumstances.revision.describesResults, method == .listen { return try listen(request) }
    return [Frame.result(request.id, try result(of: method, request, circumstances))]
  }

  static func unknown(_ method: String) -> ProtocolError {
    ProtocolError(.unknownMethod, "unknown method \(ProtocolError.quoted(method))")
  }

  func results(_ revision: Revision) -> Results { Results(revision: revision, server: identity) }
}

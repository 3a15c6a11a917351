import Operations
import Records

@testable import Commands

/// The kinds of record that a command line looked at by its first guess.
struct Look: Equatable {
  let kinds: KindSet
  /// Whether nothing else turned out to be needed.
  let isEnough: Bool
}

extension SmallOffice {
  /// Runs what only reads once, as if nothing could be missing; nil for words that make no request.
  func look(_ words: [String]) throws -> Look? {
    let ordered = ArgumentOrder.normalized(words)
    let call: CommandCall
    let operation: any Operation
    if let route = PlainRoute(ordered) {
      (call, operation) = (route.call, route.operation)
    } else if let route = CommandRoute(ordered), let command = route.command as? any OperationCommand {
      (call, operation) = (CommandCall(command, words: route.words), try command.request())
    } else {
      return nil
    }
    let session = try Session(
      world: world(words), terminal: Recorder(), global: call.global, command: call.words,
      usualFormat: call.usualFormat.format)
    defer { session.close() }
    session.context.partial = PartialReading(format: session.format)
    try session.present(try operation.run(in: session.context))
    let partial = session.context.partial
    return Look(kinds: partial?.kinds ?? .all, isEnough: partial?.isShort == false)
  }
}

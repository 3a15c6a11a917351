/// Rows on their way to the planner, some at a time and in order.
package protocol RowQueue {
  func add(_ rows: [Row])
  /// Those added first of what is left; nil when nothing is.
  func next() -> [PreparedRow]?
}

/// Prepares rows when they are asked for.
package final class RowsInTurn: RowQueue {
  private let prepare: ([Row]) -> [PreparedRow]
  private var waiting: [[Row]] = []

  init(_ prepare: @escaping ([Row]) -> [PreparedRow]) { self.prepare = prepare }

  package func add(_ rows: [Row]) { waiting.append(rows) }

  package func next() -> [PreparedRow]? { waiting.isEmpty ? nil : prepare(waiting.removeFirst()) }
}

/// Makes a queue that prepares rows in this way; it may do so ahead, on other cores.
package typealias RowQueueMaker = (@escaping @Sendable ([Row]) -> [PreparedRow]) -> any RowQueue

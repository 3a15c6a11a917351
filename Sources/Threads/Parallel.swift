/// Work on many things at once, on all cores that this process may use.
package enum Parallel {
  private static let pieceSize = 256

  /// Starts a thread that will soon have work, so that it need not be waited for then.
  package static func warmUp() { _ = ThreadPool.shared.run {} }

  /// The results in the order of the elements. Small inputs stay on this thread.
  package static func map<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ transform: @escaping @Sendable (Element) -> Result
  ) -> [Result] {
    guard elements.count > pieceSize * 2 else { return elements.map(transform) }
    let results = pieces((elements.count + pieceSize - 1) / pieceSize) { piece in
      elements[(piece * pieceSize)..<min((piece + 1) * pieceSize, elements.count)].map(transform)
    }
    return results.flatMap { $0 }
  }

  /// One result per piece of work, in the order of the pieces.
  package static func pieces<Result: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Int) -> Result
  ) -> [Result] {
    guard count > 1 else { return (0..<max(count, 0)).map(body) }
    let backlog = Backlog(body)
    for piece in 0..<count { backlog.add(piece) }
    return backlog.finish()
  }
}

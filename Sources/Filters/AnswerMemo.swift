import Synchronization

/// What a test said before, because many records refer to the same few others and have the same few values.
final class AnswerMemo: Sendable {
  private let answers = Mutex<[UInt64: Bool]>([:])

  /// Where answers hardly repeat, keeping more of them is no use.
  private static let limit = 4096

  /// `key` stands for all that the answer depends on.
  func answer(for key: UInt64, _ ask: () -> Bool) -> Bool {
    if let known = answers.withLock({ $0[key] }) { return known }
    let answer = ask()
    answers.withLock { if $0.count < AnswerMemo.limit { $0[key] = answer } }
    return answer
  }
}

import Records
import Synchronization

/// What a test said of the records that a reference leads to, because many records refer to the same few.
final class HopMemo: Sendable {
  private let answers = Mutex<[RecordID: Bool]>([:])

  func answer(for id: RecordID, _ ask: () -> Bool) -> Bool {
    if let known = answers.withLock({ $0[id] }) { return known }
    let answer = ask()
    answers.withLock { $0[id] = answer }
    return answer
  }
}

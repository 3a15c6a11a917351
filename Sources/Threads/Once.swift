import Synchronization

/// A value that is made when it is first asked for, and kept.
///
/// Most commands ask neither who the user is, which git has to be started for, nor what views and synonyms there are, nor
/// what is in the pipelines that their records are not in.
package final class Once<Value: Sendable>: Sendable {
  private let made = Mutex<Value?>(nil)
  private let make: @Sendable () -> Value

  package init(_ make: @escaping @Sendable () -> Value) { self.make = make }

  package var value: Value {
    made.withLock { made in
      if let made { return made }
      let new = make()
      made = new
      return new
    }
  }
}

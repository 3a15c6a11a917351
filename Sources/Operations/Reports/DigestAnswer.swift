import Dates
package import Diagnostics
package import Reports
import Store

/// A digest, and the files of other programs that it can be.
package struct DigestAnswer {
  package let digest: DigestResult
  /// Whether it was asked for once a day and went out already, so that there is nothing to do.
  package let isRepeated: Bool
  /// Whether an address is given that only a message can go to.
  let hasRecipient: Bool
  /// Throws `invalid_value` where an address is not known.
  let message: () throws -> String
  let calendar: () -> String
  private let delivery: DigestDelivery?

  init(
    _ digest: DigestResult, delivery: DigestDelivery? = nil, hasRecipient: Bool = false,
    message: @escaping () throws -> String, calendar: @escaping () -> String
  ) {
    self.digest = digest
    self.delivery = delivery
    isRepeated = delivery?.isDone ?? false
    self.hasRecipient = hasRecipient
    self.message = message
    self.calendar = calendar
  }

  /// Nothing asks for attention.
  package var isEmpty: Bool { digest.isEmpty }

  /// To be called when all of it was written: the same digest of that day is not made again. Throws `io`.
  package func markAsWritten() throws(Diagnostic) {
    if !isEmpty { try delivery?.keep() }
  }
}

/// Whether a digest that goes out once a day did so.
struct DigestDelivery {
  private let marks: DigestMarks
  private let key: DigestMarks.Key
  private let day: CivilDate

  /// `parts` tell digests of one repository apart. Throws `io` where nothing can be kept between runs.
  init(_ parts: [String], for day: CivilDate, in repository: Repository, _ context: Context)
    throws(Diagnostic)
  {
    guard let marks = DigestMarks(environment: { context.variable($0) }) else {
      throw Diagnostic(
        .io, "--once has no folder to remember in that it was done",
        hints: ["set HOME, or XDG_STATE_HOME, to the path of a folder"])
    }
    self.marks = marks
    self.day = day
    key = DigestMarks.Key(repository: repository, parts: parts)
  }

  var isDone: Bool { marks.has(key, for: day) }

  func keep() throws(Diagnostic) { try marks.keep(key, for: day) }
}

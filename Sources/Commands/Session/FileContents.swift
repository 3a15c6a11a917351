import Diagnostics
import Operations

/// What goes into a file of an answer; remarks and the status stay with the session.
final class FileContents: AnswerOutput {
  private let session: Session
  private let send: ([UInt8]) throws -> Void

  init(of session: Session, to send: @escaping ([UInt8]) throws -> Void) {
    (self.session, self.send) = (session, send)
  }

  func write(_ text: String) throws { try send(Array(text.utf8)) }
  func write(_ bytes: [UInt8]) throws { try send(bytes) }
  func note(_ text: String) { session.note(text) }
  func worsen(_ code: DiagnosticCode) { session.worsen(code) }
}

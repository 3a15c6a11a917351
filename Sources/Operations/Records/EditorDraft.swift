import Diagnostics
import Records
import Store

/// The draft of one edit: the text that an editor changes, kept where anything goes wrong.
struct EditorDraft {
  private let file: DraftFile
  private let original: [UInt8]

  /// Warns of what earlier edits of the record left behind.
  init(of record: Record, content: [UInt8], process: Int32, in repository: Repository, _ context: Context)
    throws
  {
    original = content
    for path in DraftFile.left(of: record.ref, saying: content, in: repository) {
      context.warn(
        "an earlier edit of \(record.ref) left its text in \(path)",
        hint: "take from it what you need, then remove it")
    }
    do throws(IOError) {
      file = try DraftFile(of: record.ref, content: content, process: process, in: repository)
    } catch {
      throw error.diagnostic
    }
  }

  var path: String { file.path }

  /// The text as the editor left it.
  func content() throws -> [UInt8] {
    do throws(IOError) {
      if let bytes = try file.content() { return bytes }
    } catch {
      throw error.diagnostic
    }
    throw Diagnostic(.io, "the editor left no file at \(file.path); nothing was changed")
  }

  /// The error with the way to the text, where anything was typed; else the draft is removed.
  func keeping(_ diagnostic: Diagnostic) -> Diagnostic {
    var kept = diagnostic
    kept.hints.append("your text is kept in \(file.path)")
    do throws(IOError) {
      guard let bytes = try file.content() else { return diagnostic }
      guard bytes == original else { return kept }
    } catch {
      return kept
    }
    remove()
    return diagnostic
  }

  func remove() { file.remove() }
}

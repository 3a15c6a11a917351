import Diagnostics
import Records
import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The draft of one `edit`: the text that an editor changes, kept where anything goes wrong.
struct EditorDraft {
  private let file: DraftFile
  private let original: [UInt8]

  /// Warns of what earlier edits of the record left behind.
  init(of record: Record, content: [UInt8], in repository: Repository, session: Session) throws {
    original = content
    for path in DraftFile.left(of: record.ref, saying: content, in: repository) {
      session.warn(
        "an earlier edit of \(record.ref) left its text in \(path)",
        hint: "take from it what you need, then remove it")
    }
    do throws(IOError) {
      file = try DraftFile(
        of: record.ref, content: content, process: session.world.processID, in: repository)
    } catch {
      throw error.diagnostic
    }
  }

  /// Runs the editor to its end; through a shell, as `$EDITOR` may have options of its own.
  func open(editor: String, environment: [String]) throws {
    // Ctrl-C at the terminal is the editor's, as it is everywhere else where an editor is called.
    let interrupt = signal(SIGINT, SIG_IGN)
    let quit = signal(SIGQUIT, SIG_IGN)
    defer {
      signal(SIGINT, interrupt)
      signal(SIGQUIT, quit)
    }
    let words = ["sh", "-c", editor + " \"$1\"", "crm", file.path]
    let status: Int32
    do throws(IOError) {
      status = try Subprocess.runAttached("/bin/sh", words, environment: environment)
    } catch {
      throw keeping(Diagnostic(.io, "cannot start \(editor): \(error.reason)"))
    }
    guard status == 0 else {
      throw keeping(Diagnostic(.io, "the editor ended with an error; nothing was changed"))
    }
  }

  /// The text as the editor left it.
  func content() throws -> [UInt8] {
    do throws(IOError) {
      if let bytes = try file.content() { return bytes }
    } catch {
      throw keeping(error.diagnostic)
    }
    throw Diagnostic(.io, "the editor left no file at \(file.path); nothing was changed")
  }

  /// The error with the way to the text, where anything was typed.
  func keeping(_ diagnostic: Diagnostic) -> Diagnostic {
    if (try? file.content()) == original {
      remove()
      return diagnostic
    }
    var diagnostic = diagnostic
    diagnostic.hints.append("your text is kept in \(file.path)")
    return diagnostic
  }

  func remove() { file.remove() }
}

import ArgumentParser
package import Diagnostics
import Output

/// Runs one command line from its words to its exit status.
package enum CommandRunner {
  /// Never throws: every failure has become text on the terminal and a status of the contract.
  package static func run(world: World, terminal: any Terminal) -> Int32 {
    let arguments = ArgumentOrder.normalized(world.arguments)
    let isJSON = ArgumentOrder.asksForJSON(arguments)
    let command: any ParsableCommand
    do {
      command = try CRM.parseAsRoot(arguments)
    } catch {
      return usage(error, isJSON: isJSON, terminal: terminal)
    }
    guard let command = command as? any CRMCommand else {
      return help(for: command, isJSON: isJSON, terminal: terminal)
    }
    do {
      let session = try Session(
        world: world, terminal: terminal, global: command.global, command: CRM.words(of: type(of: command)))
      do {
        try command.run(in: session)
        try session.flush()
        return session.status
      } catch let diagnostic as Diagnostic {
        try session.flush()
        session.fail(diagnostic)
        return session.status
      }
    } catch is ClosedPipe {
      return 0
    } catch let diagnostic as Diagnostic {
      show(diagnostic, isJSON: isJSON, terminal: terminal)
      return diagnostic.code.exitStatus
    } catch let error as ValidationError {
      show(Diagnostic(.usage, error.message), isJSON: isJSON, terminal: terminal)
      return DiagnosticCode.usage.exitStatus
    } catch {
      show(Diagnostic(.internal, "internal fault: \(error)"), isJSON: isJSON, terminal: terminal)
      return DiagnosticCode.internal.exitStatus
    }
  }

  private static func show(_ diagnostic: Diagnostic, isJSON: Bool, terminal: any Terminal) {
    if isJSON {
      let json = JSONValue.object([JSONMember("error", DiagnosticRenderer.json(diagnostic))])
      terminal.writeError(json.encoded(pretty: false) + "\n")
    } else {
      terminal.writeError(DiagnosticRenderer.text(diagnostic, severity: .error, style: Style(color: false)))
    }
  }

  /// Help and completion scripts end with 0 on standard output; all else is wrong usage.
  private static func usage(_ error: any Error, isJSON: Bool, terminal: any Terminal) -> Int32 {
    let text = CRM.fullMessage(for: error)
    if CRM.exitCode(for: error) == .success {
      do { try terminal.write(Array((text + "\n").utf8)) } catch { return 0 }
      return 0
    }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var message = lines.isEmpty ? text : lines.removeFirst()
    if message.hasPrefix("Error: ") { message.removeFirst(7) }
    let hints = lines.filter { !$0.isEmpty }.map { line in
      var hint = line
      while hint.first == " " { hint.removeFirst() }
      return hint
    }
    show(Diagnostic(.usage, message, hints: hints), isJSON: isJSON, terminal: terminal)
    return DiagnosticCode.usage.exitStatus
  }

  /// A noun without a verb shows its help and is wrong usage, so that scripts notice.
  private static func help(for command: any ParsableCommand, isJSON: Bool, terminal: any Terminal) -> Int32 {
    let type = type(of: command)
    if type._commandName == "help" {
      // `crm help deals` and `crm --help` arrive as a command of the parser's own, which answers by throwing.
      do {
        var command = command
        try command.run()
        return 0
      } catch {
        return usage(error, isJSON: isJSON, terminal: terminal)
      }
    }
    terminal.writeError(CRM.helpMessage(for: type) + "\n")
    return type == CRM.self ? 0 : DiagnosticCode.usage.exitStatus
  }
}

import ArgumentParser
package import Diagnostics
import JSON
import Operations
import Output

/// Runs one command line from its words to its exit status.
package enum CommandRunner {
  /// Never throws: every failure has become text on the terminal and a status of the contract.
  package static func run(world: World, terminal: any Terminal) -> Int32 {
    if let request = CompletionRequest(world) {
      try? terminal.write(Array(request.text.utf8))
      return 0
    }
    if let call = MergeDriverCall(world) { return call.run(terminal) }
    let ordered = ArgumentOrder.normalized(world.arguments)
    if let route = PlainRoute(ordered) {
      return perform(
        route.call, isJSON: ArgumentOrder.asksForJSON(ordered), world: world, terminal: terminal)
    }
    let arguments = ShortForms.expanded(ordered, world: world)
    let isJSON = ArgumentOrder.asksForJSON(arguments)
    if let route = CommandRoute(arguments) {
      return perform(
        CommandCall(route.command, words: route.words), isJSON: isJSON, world: world, terminal: terminal)
    }
    if let request = HelpRequest(arguments) {
      do throws(Diagnostic) {
        return print(String(try request.text(world: world).dropLast()), terminal: terminal)
      } catch {
        show(error, isJSON: isJSON, terminal: terminal)
        return error.code.exitStatus
      }
    }
    if let wrong = UsageMessage.unknownWord(arguments) {
      show(wrong, isJSON: isJSON, terminal: terminal)
      return wrong.code.exitStatus
    }
    var parsed: any ParsableCommand
    do {
      parsed = try CRM.parseAsRoot(arguments)
    } catch {
      return usage(error, arguments, isJSON: isJSON, terminal: terminal)
    }
    guard let command = parsed as? any CRMCommand else {
      // `crm` alone, `crm help deals` and `--help`: the parser's own commands, which answer by throwing the text.
      do {
        try parsed.run()
        return 0
      } catch {
        return usage(error, arguments, isJSON: isJSON, terminal: terminal)
      }
    }
    return perform(
      CommandCall(command, words: CRM.words(of: type(of: command))), isJSON: isJSON, world: world,
      terminal: terminal)
  }

  /// `crm --version`, which needs neither the command tree nor the world.
  package static func printVersion(on terminal: any Terminal) -> Int32 {
    print(Version.text, terminal: terminal)
  }

  /// Runs a command whose words have been read already.
  static func perform(
    _ call: CommandCall, isJSON: Bool, world: World, terminal: any Terminal
  ) -> Int32 {
    do {
      let session = try Session(
        world: world, terminal: terminal, global: call.global, command: call.words,
        outputFile: call.outputFile, ifRevision: call.ifRevision, usualFormat: call.usualFormat.format,
        formats: AnswerForm.formats(of: call.asked), drawsASCII: call.drawsASCII)
      defer { session.close() }
      do {
        try call.refuseForeignFormat(in: session)
        try call.run(session)
        try session.flush()
        session.reportProblems()
        return session.status
      } catch let diagnostic as Diagnostic {
        try session.flush()
        session.end(with: diagnostic)
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
      terminal.writeError(DiagnosticRenderer.line(diagnostic))
    } else {
      terminal.writeError(DiagnosticRenderer.text(diagnostic, severity: .error, style: Style(color: false)))
    }
  }

  /// Help and completion scripts end with 0 on standard output; all else is wrong usage.
  private static func usage(
    _ error: any Error, _ arguments: [String], isJSON: Bool, terminal: any Terminal
  ) -> Int32 {
    let text = CRM.fullMessage(for: error)
    if CRM.exitCode(for: error) == .success { return print(text, terminal: terminal) }
    let diagnostic = UsageMessage.diagnostic(text, arguments: arguments)
    show(diagnostic, isJSON: isJSON, terminal: terminal)
    return diagnostic.code.exitStatus
  }

  private static func print(_ text: String, terminal: any Terminal) -> Int32 {
    do {
      try terminal.write(Array((text + "\n").utf8))
      return 0
    } catch let diagnostic as Diagnostic {
      show(diagnostic, isJSON: false, terminal: terminal)
      return diagnostic.code.exitStatus
    } catch {
      return 0
    }
  }
}

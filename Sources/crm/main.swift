import Commands

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

// Where /proc cannot be read Swift finds no arguments, and any command line would be a bare `crm`, a merge driver's too.
guard CommandLine.argc > 0 else {
  ProcessTerminal().writeError("error: the arguments of the command cannot be read; is /proc there?\n")
  exit(70)
}
// Scripts and installers ask for the version, which stands still while all the rest of a start takes its time.
if CommandLine.argc == 2, let word = CommandLine.unsafeArgv[1], strcmp(word, "--version") == 0 {
  signal(SIGPIPE, SIG_IGN)
  exit(CommandRunner.printVersion(on: ProcessTerminal()))
}
exit(CommandRunner.run(world: .ofProcess(), terminal: ProcessTerminal()))

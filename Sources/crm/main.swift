import Commands

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

// Scripts and installers ask for the version, which stands still while all the rest of a start takes its time.
if CommandLine.argc == 2, let word = CommandLine.unsafeArgv[1], strcmp(word, "--version") == 0 {
  signal(SIGPIPE, SIG_IGN)
  exit(CommandRunner.printVersion(on: ProcessTerminal()))
}
exit(CommandRunner.run(world: .ofProcess(), terminal: ProcessTerminal()))

import Testing

@testable import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct SubprocessTests {
  @Test func muchInAndOutAtOnce() throws {
    let input = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0) }
    let result = try Subprocess.run(
      "/bin/sh", ["sh", "-c", "tee /dev/stderr"], environment: ["PATH=/usr/bin:/bin"], input: input)
    #expect(result.output == input)
    #expect(result.errors == input)
    #expect(result.succeeded)
  }

  @Test func unreadInputIsNoError() throws {
    let input = [UInt8](repeating: 65, count: 1_000_000)
    let result = try Subprocess.run("/bin/sh", ["sh", "-c", "exec true"], environment: [], input: input)
    #expect(result.status == 0)
  }

  @Test func statusAndSignal() throws {
    #expect(try Subprocess.run("/bin/sh", ["sh", "-c", "exit 3"], environment: []).status == 3)
    #expect(try Subprocess.run("/bin/sh", ["sh", "-c", "kill -9 $$"], environment: []).status == 137)
    #expect(throws: IOError(.start, "/no/such", ENOENT)) {
      try Subprocess.run("/no/such", ["x"], environment: [])
    }
  }

  @Test func childrenDieOfABrokenPipe() throws {
    signal(SIGPIPE, SIG_IGN)
    let result = try Subprocess.run(
      "/bin/sh", ["sh", "-c", "(/bin/sh -c 'kill -PIPE $$; echo survived' ) | cat"],
      environment: ["PATH=/usr/bin:/bin"])
    #expect(result.outputText == "")
  }

  /// What a program leaves in the background keeps its outputs open, and may go on writing to them.
  @Test func backgroundChildrenAreNotWaitedFor() throws {
    let fixture = try Fixture()
    let line = "echo early; { read x <go; echo late; echo $? >done; } & echo error >&2"
    try fixture.sh("mkfifo go")
    let result = try Subprocess.run(
      "/bin/sh", ["sh", "-c", "cd '\(fixture.path)'; " + line], environment: ["PATH=/usr/bin:/bin"])
    #expect(result.outputText == "early\n")
    #expect(result.errorText == "error\n")
    try fixture.sh("echo x >go; until [ -s done ]; do sleep 0.01; done")
    #expect(try fixture.read("done") == "0\n")
  }

  @Test func onlyTheGivenEnvironment() throws {
    let result = try Subprocess.run("/usr/bin/env", ["env"], environment: ["A=1"])
    #expect(result.outputText == "A=1\n")
  }

  @Test(arguments: [
    ("PATH=/usr/bin", true), ("PATH=:usr/bin:.", false), ("PATH=/nowhere", false), ("PATH=/usr/bin/", true),
  ])
  func lookup(path: String, found: Bool) {
    #expect((Subprocess.find("env", environment: [path], excluding: "/work") != nil) == found)
  }

  @Test func lookupPassesOverTheTree() {
    #expect(Subprocess.find("env", environment: ["PATH=/usr/bin"], excluding: "/usr") == nil)
    #expect(Subprocess.find("env", environment: ["PATH=/usr/bin"], excluding: "/us") != nil)
  }
}

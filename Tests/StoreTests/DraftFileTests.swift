import Testing

@testable import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct DraftFileTests {
  /// A process number that no system gives.
  static let gone: Int32 = 999_999_999

  @Test(arguments: [false, true])
  func everyEditHasAFileOfItsOwn(git: Bool) throws {
    let fixture = try Fixture(git: git)
    let repository = try fixture.repository()
    let state = git ? ".git/crm" : ".crm"
    let first = try DraftFile(of: "anna", content: bytes("one"), process: Self.gone, in: repository)
    let second = try DraftFile(of: "anna", content: bytes("two"), process: Self.gone, in: repository)
    let other = try DraftFile(of: "anna", content: bytes("three"), process: getpid(), in: repository)
    #expect(Set([first.path, second.path, other.path]).count == 3)
    #expect(first.path == "\(fixture.path)/\(state)/drafts/anna.999999999.yaml")
    #expect(try fixture.mode("\(state)/drafts/anna.999999999.yaml") == 0o600)
    second.remove()
    #expect(try text(first.content()) == "one")
    #expect(try second.content() == nil)
    #expect(try text(other.content()) == "three")
  }

  @Test func whatWasLeftIsFoundUnlessItSaysNothingNew() throws {
    let fixture = try Fixture()
    let repository = try fixture.repository()
    #expect(DraftFile.left(of: "anna", saying: [], in: repository) == [])
    let kept = try DraftFile(of: "anna", content: bytes("typed"), process: Self.gone, in: repository)
    let same = try DraftFile(of: "anna", content: bytes("as it was"), process: Self.gone, in: repository)
    let used = try DraftFile(of: "anna", content: bytes("as it was"), process: getpid(), in: repository)
    let another = try DraftFile(of: "anna-b", content: bytes("as it was"), process: Self.gone, in: repository)
    #expect(DraftFile.left(of: "anna", saying: bytes("as it was"), in: repository) == [kept.path])
    #expect(try same.content() == nil)
    #expect(try used.content() != nil)
    #expect(try another.content() != nil)
  }

  @Test(arguments: ["drafts", "drafts/anna.999999999.yaml"])
  func noLinkIsFollowed(link: String) throws {
    let fixture = try Fixture()
    let repository = try fixture.repository()
    _ = try repository.state()
    try fixture.write("outside/victim", "untouched")
    let isFolder = link == "drafts"
    if !isFolder { try fixture.sh("mkdir .crm/drafts") }
    try fixture.sh("ln -s '\(fixture.path)/outside\(isFolder ? "" : "/victim")' .crm/\(link)")
    if isFolder {
      let error = #expect(throws: IOError.self) {
        _ = try DraftFile(of: "anna", content: bytes("x"), process: Self.gone, in: repository)
      }
      #expect(error?.number == ELOOP)
    } else {
      let draft = try DraftFile(of: "anna", content: bytes("x"), process: Self.gone, in: repository)
      #expect(draft.path.hasSuffix("anna.999999999-2.yaml"))
    }
    #expect(try fixture.sh("ls outside") == "victim\n")
    #expect(try fixture.read("outside/victim") == "untouched")
  }
}

import Testing

@testable import Text

@Suite struct PathTests {
  /// Names that are not as many bytes as characters, or whose first or last character takes the slash to itself.
  static let names = [
    "a", "café", "cafe\u{301}", "продажи", "日本", "\u{301}x", "x\u{600}", "👩‍👩‍👧", "\u{200d}", "100%", "%2F",
  ]

  @Test(arguments: names, names) func whatIsJoinedComesApart(_ folder: String, _ name: String) {
    for above in ["/", "/\(folder)", "/\(folder)/\(folder)", folder] {
      let path = Path.join(above, name)
      #expect(Array(path.utf8) == Array(above.utf8) + (above == "/" ? [] : [0x2F]) + Array(name.utf8))
      #expect(Path.split(path).name.utf8.elementsEqual(name.utf8))
      #expect(Path.name(of: path).utf8.elementsEqual(name.utf8))
      #expect(Path.relative(path, to: above)?.utf8.elementsEqual(name.utf8) == true)
      #expect(Path.relative(path, to: path) == "")
      #expect(Path.relative(above, to: path) == nil)
      #expect(Path.components(path).last?.utf8.elementsEqual(name.utf8) == true)
      #expect(Path.components(path).count == Path.components(above).count + 1)
      if above.utf8.first == 0x2F { #expect(Path.parent(of: path)?.utf8.elementsEqual(above.utf8) == true) }
      #expect(Path.isAbsolute(path) == (above.utf8.first == 0x2F))
      #expect(Path.ends(path + ".yaml", in: ".yaml"))
      #expect(Path.dropping(".yaml", from: path + ".yaml").utf8.elementsEqual(path.utf8))
      #expect(Path.stem(of: path + ".b.yaml").utf8.elementsEqual(name.utf8))
      #expect(!Path.asName(path).utf8.contains(0x2F))
    }
  }

  @Test func nameInOneComponentIsUnique() {
    let paths = ["a/b", "a%2Fb", "a%252Fb", "a%b", "/\u{301}", "%2F\u{301}"]
    #expect(Set(paths.map { Array(Path.asName($0).utf8) }).count == paths.count)
  }

  @Test func spellingsAreTwoFolders() {
    #expect(Path.relative("/caf\u{e9}/x", to: "/cafe\u{301}") == nil)
    #expect(Path.relative("/cafe\u{301}/x", to: "/cafe\u{301}") == "x")
    #expect(Path.relative("/cafeteria", to: "/cafe") == nil)
  }

  @Test func ends() {
    #expect(Path.parent(of: "/") == nil)
    #expect(Path.parent(of: "/a") == "/")
    #expect(Path.split("a") == ("", "a"))
    #expect(Path.components("//a//b/") == ["a", "b"])
    #expect(Path.relative("a", to: "") == "a")
    #expect(Path.absolute("/a", in: "/b") == "/a")
  }
}

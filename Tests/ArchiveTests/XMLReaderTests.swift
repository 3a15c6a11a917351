import Archive
import Diagnostics
import SeededRandomness
import Testing

/// XML in pieces: events by a vocabulary, and what is refused.
@Suite struct XMLReaderTests {
  private static let vocabulary = XMLVocabulary(
    namespaces: [["urn:main", "urn:strict"], ["urn:links"]],
    names: [.init(0, "row", 1), .init(0, "c", 2), .init(nil, "r", 3), .init(1, "id", 4)])

  /// Hands out a few bytes at a time.
  private final class Drops: ByteSource {
    private var rest: ArraySlice<UInt8>
    private let size: Int
    init(_ text: String, _ size: Int) { (rest, self.size) = (Array(text.utf8)[...], size) }
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
      let piece = rest.prefix(min(size, buffer.count))
      buffer.copyBytes(from: piece)
      rest = rest.dropFirst(piece.count)
      return piece.count
    }
  }

  /// Events as words: `<1 r=A1`, `>1`, `text`.
  private func events(_ text: String, pieces: Int = 1 << 16, limits: XMLLimits = .standard) throws -> [String]
  {
    let reader = try XMLReader(Drops(text, pieces), name: "part.xml", Self.vocabulary, limits: limits)
    var words: [String] = []
    var bytes: [UInt8] = []
    func end() {
      if !bytes.isEmpty { words.append(String(decoding: bytes, as: UTF8.self)) }
      bytes = []
    }
    while let event = try reader.next() {
      switch event {
      case .text: reader.appendText(to: &bytes)
      case .start(let name):
        end()
        let attributes = [(Int32(3), "r"), (4, "id")].compactMap { number, word in
          reader.attribute(number).map { " \(word)=\($0)" }
        }
        words.append("<\(name)" + attributes.joined())
      case .end(let name):
        end()
        words.append(">\(name)")
      }
    }
    return words
  }

  private func message(_ text: String, limits: XMLLimits = .standard) -> String {
    do { _ = try events(text, limits: limits) } catch let error as Diagnostic { return error.message } catch {
    }
    return ""
  }

  @Test func namesGoByTheirNamespace() throws {
    let expected = ["<1 r=1 id=x", "<2", "a & b<", ">2", "<-1", ">-1", ">1"]
    for (main, prefix) in [("urn:main", ""), ("urn:strict", "x:"), ("urn:main", "any:")] {
      let declaration = prefix.isEmpty ? "xmlns" : "xmlns:\(prefix.dropLast())"
      let text =
        "<?xml version='1.0'?><\(prefix)row \(declaration)='\(main)' xmlns:l='urn:links' r='1' l:id='x'>"
        + "<\(prefix)c>a &amp; <![CDATA[b<]]></\(prefix)c><o:c xmlns:o='urn:other'/></\(prefix)row>"
      for pieces in [1, 3, 1 << 16] {
        #expect(try events(text, pieces: pieces) == expected, "\(prefix) \(pieces)")
      }
    }
    #expect(try events("<row r='2'/>") == ["<1 r=2", ">1"], "a text without a declaration")
    #expect(try events("<row xmlns='urn:main' xmlns:o='urn:o' o:r='2'/>") == ["<1", ">1"])
  }

  @Test func encodingsOfTheStandardAreRead() throws {
    let text = "<?xml version='1.0' encoding='UTF-16'?><row>ж</row>"
    var bytes: [UInt8] = [0xff, 0xfe]
    for unit in text.utf16 { bytes += [UInt8(unit & 0xff), UInt8(unit >> 8)] }
    let reader = try XMLReader(BytesInMemory(bytes), name: "p", Self.vocabulary)
    var found: [UInt8] = []
    while let event = try reader.next() { if event == .text { reader.appendText(to: &found) } }
    #expect(String(decoding: found, as: UTF8.self) == "ж")
  }

  @Test func declarationsAreRefused() {
    let laughs =
      "<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><row>&b;</row>"
    let outer = "<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><row>&a;</row>"
    let parameter = "<!DOCTYPE r [<!ENTITY % p SYSTEM 'http://example.com/p'> %p;]><row/>"
    let unread = "<!DOCTYPE r SYSTEM 'r.dtd'><row>&a;</row>"
    let attribute = "<!DOCTYPE r [<!ATTLIST row r CDATA '7'>]><row/>"
    for text in [laughs, outer, parameter, unread, attribute] {
      #expect(message(text).contains("declares entities"), "\(text)")
    }
    #expect(message("<row>&a;</row>").contains("the XML is damaged (undefined entity)"))
  }

  @Test func aTypeThatDeclaresNothingPasses() throws {
    #expect(try events("<!DOCTYPE r PUBLIC '-//x' 'r.dtd'><row>a</row>") == ["<1", "a", ">1"])
  }

  @Test func limitsHold() {
    let deep = String(repeating: "<c>", count: 300) + String(repeating: "</c>", count: 300)
    #expect(message(deep) == "part.xml, line 1: the elements are nested too deeply")
    let wide = "<row " + (0..<1100).map { "a\($0)='1'" }.joined(separator: " ") + "/>"
    #expect(message(wide).contains("too many attributes"))
    var limits = XMLLimits()
    limits.token = 100_000
    let long = "<row r='" + String(repeating: "x", count: 300_000) + "'/>"
    #expect(message(long, limits: limits).contains("a tag is too long"))
    #expect(message(long) == "")
    let text = "<row>" + String(repeating: "x", count: 300_000) + "</row>"
    #expect(message(text, limits: limits) == "", "a long text comes in pieces")
  }

  @Test func damageIsNamedWithItsLine() {
    for text in [
      "", "<row>", "<row>\n</c>", "<row a='1' a='2'/>", "<row/><row/>", "<row>\u{0}</row>", "text",
    ] {
      #expect(message(text).hasPrefix("part.xml, line "), "\(text)")
    }
    #expect(message("<row>\n</c>") == "part.xml, line 2: the XML is damaged (mismatched tag)")
  }

  @Test func anyDamageIsAnErrorAndNoCrash() {
    let whole =
      "<?xml version='1.0'?><row xmlns='urn:main' xmlns:l='urn:links' r='1' l:id='x'><c r='A1'>a &amp; b</c></row>"
    for seed in UInt64(1)...500 {
      var random = SeededRandom(seed: seed)
      var bytes = Array(whole.utf8)
      for _ in 0..<random.number(1...5) {
        bytes[random.number(0...(bytes.count - 1))] = UInt8(truncatingIfNeeded: random.next())
      }
      guard let reader = try? XMLReader(BytesInMemory(bytes), name: "p", Self.vocabulary) else { continue }
      while (try? reader.next()) != nil {}
    }
  }
}

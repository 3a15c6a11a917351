import Diagnostics
import Records
import SeededRandomness
import Testing

@testable import RecordIndex

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Random edits by every way that a hand, an editor or git has, with the index compared to a full parse after each few.
@Suite struct EditSequenceTests {
  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func answersEqualThoseOfAFullParse(seed: UInt64) throws {
    let fixture = try Fixture()
    var world = World(fixture: fixture, dice: SeededRandom(seed: seed))
    for step in 0..<50 {
      for _ in 0..<Int.random(in: 1...6, using: &world.dice) { try world.edit() }
      if Int.random(in: 0..<4, using: &world.dice) == 0 { settle() }
      let limit = [1, 1, 4, 32].randomElement(using: &world.dice) ?? 32
      let opened = try fixture.open(overlayLimit: limit)
      let ids = world.ids
      let expected = digest(try fixture.oracle(), asking: ids)
      let found = digest(opened.snapshot, asking: ids)
      if found != expected {
        let difference = zip(found, expected).first { $0 != $1 }
        Issue.record(
          "seed \(seed), step \(step), \(opened.report.use): found \(difference?.0 ?? "?"), expected \(difference?.1 ?? "?")"
        )
        return
      }
    }
  }

  struct World {
    let fixture: Fixture
    var dice: SeededRandom
    var files: [String] = []
    var ids: [RecordID] = []
    private var mint = IDMint(seed: 99)

    init(fixture: Fixture, dice: SeededRandom) {
      self.fixture = fixture
      self.dice = dice
    }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &dice) < percent }

    private mutating func reference() -> String {
      let id = (chance(80) ? ids.randomElement(using: &dice) : nil) ?? mint.mint()
      return chance(50) ? id.description : "some-name-\(id)"
    }

    mutating func content(_ kind: Kind, id: RecordID) -> String {
      let word = ["Anna", "Анна", "Ёлкин", "O'Neill", "Zoë", "x"].randomElement(using: &dice) ?? ""
      let number = Int.random(in: 10...99, using: &dice)
      var text = "id: \(id)\n"
      switch kind {
      case .contact:
        text += "name: \(word) \(number)\ncompany: \(reference())\nphones: [\"+7916\(number)00000\"]\n"
      case .company, .product: text += "name: \(word) \(number)\n"
      case .lead: text += "title: \(word) \(number)\nemails: [p\(number)@x.example]\n"
      case .invoice: text += "number: INV-\(number)\ncompany: \(reference())\namount: \(number).50\n"
      case .deal:
        text += "title: \(word) \(number)\npipeline: sales\nstage: s\(number)\ncontact: \(reference())\n"
        text +=
          "amount: \(number).50\nparticipants: [{contact: \(reference())}, {contact: \(reference()), role: x}]\n"
      case .task: text += "title: \(word) \(number)\ndue: 2026-11-\(10 + number % 20)\ndeal: \(reference())\n"
      case .activity:
        text += "type: note\nat: 2026-11-20T10:15:\(10 + number % 50)Z\ntext: \(word)\ndeal: \(reference())\n"
      }
      if chance(15) { text += "aliases: [\(reference()), \(reference())]\n" }
      if chance(20) { text += "odd_key: [a, {b: \(number)}]\n" }
      if chance(20) { text += "external: {amo: \(number)}\n" }
      if chance(5) { text += "created: yesterday\n" }
      if chance(3) { text += "- [\n" }
      return text
    }

    private mutating func path(_ kind: Kind, _ id: RecordID) -> String {
      let folder = ["", "2026-11/", "a/b/"].randomElement(using: &dice) ?? ""
      let prefix = ["rec", "я", "a b"].randomElement(using: &dice) ?? ""
      return "\(kind.folder)/\(folder)\(prefix)-\(id).\(chance(10) ? "yml" : "yaml")"
    }

    mutating func edit() throws {
      let kind = Kind.allCases.randomElement(using: &dice) ?? .contact
      guard files.count > 3, !chance(25) else {
        let id = mint.mint()
        ids.append(id)
        let path = path(kind, id)
        try fixture.write(path, content(kind, id: id))
        files.append(path)
        return
      }
      let index = Int.random(in: files.indices, using: &dice)
      let file = files[index]
      let owner = RecordFilesKind.kind(file)
      let id = ids.randomElement(using: &dice) ?? mint.mint()
      let old = try fixture.read(file)
      let same = old.replacingFirst("1", "7").replacingFirst("Анна", "Яна!").replacingFirst("Anna", "Inna")
      switch Int.random(in: 0..<10, using: &dice) {
      case 0: try fixture.overwrite(file, content(owner, id: id))
      case 1: try fixture.keepingTimes(file) { try fixture.overwrite(file, same) }
      case 2: try fixture.keepingTimes(file) { try fixture.replace(file, same) }
      case 3: try fixture.replace(file, content(owner, id: id))
      case 4:
        fixture.remove(file)
        files.remove(at: index)
      case 5, 6:
        let target = path(chance(80) ? owner : kind, id)
        if !files.contains(target) {
          try fixture.move(file, to: target)
          files[index] = target
        }
      case 7: utimensat(AT_FDCWD, fixture.path + "/" + file, nil, 0)
      case 8:
        // A second file with the same identifier.
        let target = path(owner, mint.mint())
        try fixture.write(target, old)
        files.append(target)
      default:
        let other = files.randomElement(using: &dice) ?? file
        // Two files change places, so that sizes and times may come out equal.
        if other != file {
          let theirs = try fixture.read(other)
          try fixture.keepingTimes(file) { try fixture.replace(file, theirs) }
          try fixture.keepingTimes(other) { try fixture.replace(other, old) }
        }
      }
    }
  }
}

enum RecordFilesKind {
  static func kind(_ path: String) -> Kind {
    Kind.allCases.first { path.hasPrefix($0.folder + "/") } ?? .contact
  }
}

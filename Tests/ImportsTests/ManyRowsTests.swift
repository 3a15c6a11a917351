import Records
import Testing

@testable import Imports

/// Of many rows what is known is held packed; each ends as it would among few.
@Suite struct ManyRowsTests {
  /// People who come again with other cells, under another key, and twice with the same.
  private static let rows = (0..<40).map { number in
    let phone = "+7916555\(1000 + number)"
    return switch number % 5 {
    case 0: "Anna Petrova \(number),anna\(number)@x.example,\(phone),Berlin,vip,first"
    case 1: ",anna\(number - 1)@x.example,,Hamburg,new,second"
    case 2: "Anna Petrova \(number - 2),,\(phone.dropLast(4))\(1000 + number - 2),,old,"
    case 3: "Anna Petrova \(number - 3),anna\(number - 3)@x.example,+7916555\(997 + number),Berlin,vip,first"
    default: "Petrova Anna \(number - 4),anna.\(number)@y.example,,,,"
    }
  }
  /// So many that they are too many together with others; their names are not alike.
  private static let others = (0..<1000).map { number in
    let names = [48_271, 16_807].map { String((number + 1) * $0 % 65_537, radix: 23) }
    return "P\(names[0]) Q\(names[1]),other\(number)@z.example,,Berlin,vip,"
  }
  private static let header = "Name,Email,Phone,City,Tags,Notes\n"

  private func plan(_ rows: [String]) throws -> ImportPlan {
    try Workbench().plan(Self.header + rows.map { $0 + "\n" }.joined()) { $0.kind = .contact }
  }

  @Test func eachEndsAsAmongFew() throws {
    let few = try plan(Self.rows)
    let many = try plan(Self.rows + Self.others)
    #expect(few.report.rows == 40)
    #expect(many.report.rows == 1040)
    #expect(Array(many.report.outcomes.prefix(40)) == few.report.outcomes)
    #expect(Set(few.report.outcomes.map(\.result)).isSuperset(of: [.created, .updated, .duplicate]))
    let made = many.change.creations.prefix(few.change.creations.count)
    for (one, other) in zip(few.change.creations, made) {
      #expect(one.path == other.path)
      #expect(one.values == other.values)
    }
    let lasting = try #require(many.batch)
    for (one, other) in zip(try #require(few.batch).created, lasting.created) { #expect(one == other) }
    #expect(
      many.report.kept.map { "\($0.place.text) \($0.column) \($0.value) \($0.reason)" }
        == few.report.kept.map { "\($0.place.text) \($0.column) \($0.value) \($0.reason)" })
  }

  @Test func theSecondTimeChangesNothing() throws {
    var bench = Workbench()
    let text = Self.header + (Self.others + Self.others.prefix(1)).map { $0 + "\n" }.joined()
    try bench.run(text) { $0.kind = .contact }
    let again = try bench.plan(text) { $0.kind = .contact }
    #expect(again.change.isEmpty)
    #expect(again.report.count(.unchanged) == 1000)
    #expect(again.report.count(.duplicate) == 1)
  }
}

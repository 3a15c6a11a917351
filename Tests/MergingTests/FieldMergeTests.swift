import Merging
import Testing

@Suite struct FieldMergeTests {
  private static let base = "id: k7f3q2mz # mine\nname: Anna\ncity: Oslo\ntags: [a]\n"

  private func merge(ours: String, theirs: String) -> String? {
    FieldMerge.merge(
      path: "contacts/x.yaml", base: Array(Self.base.utf8), ours: Array(ours.utf8), theirs: Array(theirs.utf8)
    ).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test(arguments: [
    // Different keys.
    (
      "id: k7f3q2mz # mine\nname: Anna B\ncity: Oslo\ntags: [a]\n",
      "id: k7f3q2mz # mine\nname: Anna\ncity: Rome # new\ntags: [a]\n",
      "id: k7f3q2mz # mine\nname: Anna B\ncity: Rome # new\ntags: [a]\n"
    ),
    // The same change on both sides.
    (
      "id: k7f3q2mz # mine\nname: Anna\ncity: Rome\ntags: [a]\n",
      "id: k7f3q2mz # mine\nname: Anna\ncity: Rome\ntags: [a]\n",
      "id: k7f3q2mz # mine\nname: Anna\ncity: Rome\ntags: [a]\n"
    ),
    // Ours removes a key that theirs left alone, theirs adds one.
    (
      "id: k7f3q2mz # mine\nname: Anna\ntags: [a]\n",
      "id: k7f3q2mz # mine\nname: Anna\ncity: Oslo\ntags: [a]\nsource: expo\n",
      "id: k7f3q2mz # mine\nname: Anna\ntags: [a]\nsource: expo\n"
    ),
  ])
  func bringsBothTogether(_ ours: String, _ theirs: String, _ both: String) {
    #expect(merge(ours: ours, theirs: theirs) == both)
  }

  @Test(arguments: [
    (
      "id: k7f3q2mz\nname: Anna B\ncity: Oslo\ntags: [a]\n",
      "id: k7f3q2mz\nname: Anna C\ncity: Oslo\ntags: [a]\n"
    ),
    ("id: k7f3q2mz\nname: Anna\ntags: [a]\n", "id: k7f3q2mz\nname: Anna\ncity: Rome\ntags: [a]\n"),
    ("id: k7f3q2mz\nname: Anna\ncity: Rome\ntags: [a]\n", "id: k7f3q2mz\nname: Anna\ntags: [a]\n"),
    ("id: k7f3q2mz\nname: Anna B\ncity: Oslo\ntags: [a]\n", "id: k7f3q2mz\nname: [broken\n"),
  ])
  func leavesConflictsToThePerson(_ ours: String, _ theirs: String) {
    #expect(merge(ours: ours, theirs: theirs) == nil)
  }
}

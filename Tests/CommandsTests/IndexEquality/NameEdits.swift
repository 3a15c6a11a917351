import Records
import SeededRandomness

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension Edit {
  /// What is done to names and folders.
  static let ofNames: [Edit] = [
    Edit("moved to another folder") { it in
      guard let path = it.anyFile(), let name = path.split(separator: "/").last else { return false }
      let kind = it.random.chance(70) ? EditedRepository.kind(of: path) : it.random.pick(Kind.allCases)
      let other = kind.folder + "/" + it.random.pick(["", "2026-10/", "a/b/c/", "я/"]) + name
      return try it.move(path, other)
    },
    Edit("renamed") { it in
      guard let path = it.anyFile(), let slash = path.lastIndex(of: "/") else { return false }
      let name = it.random.pick(["0-first", "zz-last", "notes", "x-k7f3q2mz", "Ё", "\u{435}\u{308}"])
      return try it.move(path, path[...slash] + name + (it.random.chance(80) ? ".yaml" : ".yml"))
    },
    Edit("no record's name") { it in
      guard let path = it.anyFile() else { return false }
      return try it.move(path, path + it.random.pick(["~", ".bak", ".swp"]))
    },
    Edit("two files swapped") { it in
      guard let one = it.anyFile(), let two = it.anyFile(), one != two else { return false }
      it.log.append("\(one) ⇄ \(two)")
      try it.rename(one, "swap.tmp")
      try it.rename(two, one)
      try it.rename("swap.tmp", two)
      return true
    },
    Edit("two contents swapped, times kept") { it in
      guard let one = it.anyFile(), let two = it.anyFile(), one != two, let a = it.read(one),
        let b = it.read(two)
      else { return false }
      it.log.append("contents of \(one) ⇄ \(two)")
      try it.keepingTimes(one) { try it.overwrite(one, b) }
      try it.keepingTimes(two) { try it.replace(two, a) }
      return true
    },
    Edit("a twin") { it in
      guard let path = it.anyFile(), let bytes = it.read(path) else { return false }
      let kind = it.random.chance(60) ? EditedRepository.kind(of: path) : it.random.pick(Kind.allCases)
      let twin =
        kind.folder + "/"
        + it.random.pick(["00-twin.yaml", "zz/twin.yaml", "twin.yml", "e\u{301}va.yaml", "\u{e9}va.yaml"])
      it.log.append("\(path) copied to \(twin)")
      try it.replace(twin, bytes)
      return true
    },
    Edit("a second name") { it in
      guard let path = it.anyFile() else { return false }
      let other =
        EditedRepository.kind(of: path).folder + "/" + it.random.pick(["01-second.yaml", "zy-second.yaml"])
      it.log.append("\(path) has the name \(other), too")
      return link(it.place(path), it.place(other)) == 0
    },
    Edit("a folder moved away") { it in
      guard let path = it.recordFolders().randomElement(using: &it.random) else { return false }
      return try it.moveAway(path)
    },
    Edit("a file moved away") { it in
      guard let path = it.anyFile() else { return false }
      return try it.moveAway(path)
    },
    Edit(Edit.back) { try $0.moveBack() },
    Edit("away and back") { it in
      guard let path = it.recordFolders().randomElement(using: &it.random), try it.moveAway(path) else {
        return false
      }
      return try it.moveBack()
    },
    Edit("a folder renamed") { it in
      let inner = it.recordFolders().filter { $0.contains("/") }
      guard let path = inner.randomElement(using: &it.random) else { return false }
      return try it.move(path, path + it.random.pick(["-old", ".yaml", "2"]))
    },
  ]
}

extension EditedRepository {
  /// False where something is in the way.
  func move(_ path: String, _ other: some StringProtocol) throws -> Bool {
    let other = String(other)
    guard path != other, access(place(other), F_OK) != 0 else { return false }
    log.append("\(path) → \(other)")
    try rename(path, other)
    return true
  }

  func moveAway(_ path: String) throws -> Bool {
    let away = "attic/\(attic.count)-\(log.count)"
    guard try move(path, away) else { return false }
    attic.append((away, path))
    return true
  }

  func moveBack() throws -> Bool {
    guard let last = attic.popLast() else { return false }
    var status = stat()
    // Something else may stand there by now, and a link may stand on the way.
    guard lstat(place(last.origin), &status) != 0 else { return false }
    var place = folder
    for part in last.origin.split(separator: "/").dropLast() {
      place += "/" + part
      if lstat(place, &status) == 0, status.st_mode & S_IFMT != S_IFDIR { return false }
    }
    return try move(last.path, last.origin)
  }
}

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
  /// What editors do to the bytes of a file.
  static let byHand: [Edit] = [
    Edit("a new file") { it in
      it.log.append("new \(try it.makeRecord(it.random.pick(EditedRepository.kinds)))")
      return true
    },
    Edit("written in place") { try $0.rewrite { try $0.overwrite($1, $2) } },
    Edit("replaced") { try $0.rewrite { try $0.replace($1, $2) } },
    Edit("cut and written anew") { try $0.rewrite { try $0.write($1, $2) } },
    Edit("equal size and time, in place") { it in
      try it.alterLetters { path, bytes in try it.keepingTimes(path) { try it.overwrite(path, bytes) } }
    },
    Edit("equal size and time, replaced") { it in
      try it.alterLetters { path, bytes in try it.keepingTimes(path) { try it.replace(path, bytes) } }
    },
    Edit("equal size, in place") { it in try it.alterLetters { try it.overwrite($0, $1) } },
    Edit("a line added") { it in
      guard let path = it.anyFile(), let bytes = it.read(path) else { return false }
      let line = it.random.pick([
        "note_to_self: x\n", "notes: added\n", "tags: [added]\n", "city: Bonn\n", "# x\n",
      ])
      it.log.append("\(path) + \(line.dropLast())")
      try it.overwrite(path, bytes + Array(line.utf8))
      return true
    },
    Edit("cut short") { it in
      guard let path = it.anyFile(), let bytes = it.read(path), !bytes.isEmpty else { return false }
      let size = it.random.number(0...bytes.count - 1)
      it.log.append("\(path) cut to \(size) bytes")
      it.keep(path)
      return truncate(it.place(path), off_t(size)) == 0
    },
    Edit("as it was before") { it in
      guard let path = it.earlier.keys.sorted().randomElement(using: &it.random), let bytes = it.earlier[path]
      else { return false }
      it.log.append("\(path) as it was")
      try it.write(path, bytes)
      return true
    },
    Edit("touched") { it in
      guard let path = it.anyFile() else { return false }
      let seconds = it.random.pick([0, 1, 1_700_000_000, 2_000_000_000, -5])
      let times = [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 0)]
      it.log.append("\(path) of the time \(seconds)")
      return utimensat(AT_FDCWD, it.place(path), it.random.chance(50) ? nil : times, 0) == 0
    },
    Edit("all touched") { it in
      for path in it.recordFiles() { utimensat(AT_FDCWD, it.place(path), nil, 0) }
      return true
    },
    Edit("all written anew") { it in
      for path in it.recordFiles() {
        guard let bytes = it.read(path) else { continue }
        if it.random.chance(50) {
          try it.replace(path, bytes + Array("# again\n".utf8))
        } else {
          try it.write(path, bytes)
        }
      }
      return true
    },
    Edit("many new files") { it in
      for _ in 0..<it.random.number(30...36) { _ = try it.makeRecord(it.random.pick(EditedRepository.kinds)) }
      return true
    },
    Edit("deleted") { it in
      guard let path = it.anyFile() else { return false }
      it.log.append("\(path) deleted")
      it.keep(path)
      return unlink(it.place(path)) == 0
    },
    Edit("many deleted") { it in
      for path in it.recordFiles() where it.random.chance(60) {
        it.keep(path)
        unlink(it.place(path))
      }
      return true
    },
    Edit("other rights") { it in
      guard let path = it.anyFile() else { return false }
      return chmod(it.place(path), it.random.pick([0o600, 0o644, 0o444])) == 0
    },
    Edit("no rights") { it in
      // The system's administrator reads whatever the rights say.
      guard geteuid() != 0, let path = it.anyFile() else { return false }
      it.log.append("\(path) may not be read")
      return chmod(it.place(path), 0) == 0
    },
    Edit("a folder without rights") { it in
      guard geteuid() != 0, let path = it.recordFolders().randomElement(using: &it.random) else {
        return false
      }
      it.log.append("\(path)/ may not be \(it.random.chance(50) ? "read" : "entered")")
      return chmod(it.place(path), it.random.pick([0, 0o300, 0o600])) == 0
    },
    Edit("rights given back") { it in
      guard geteuid() != 0 else { return false }
      return try it.start("/bin/chmod", ["chmod", "-R", "u+rwX", it.folder])
    },
  ]
}

extension EditedRepository {
  /// Remembers what a file holds now, for an edit that takes it back.
  func keep(_ path: String) { if let bytes = read(path) { earlier[path] = bytes } }

  /// Gives a file the text of a new record, which mostly has the identifier of the old one.
  func rewrite(_ write: (EditedRepository, String, [UInt8]) throws -> Void) throws -> Bool {
    guard let path = anyFile() else { return false }
    keep(path)
    let kind = EditedRepository.kind(of: path)
    let own = path.split(separator: "/").last.map { $0.split(separator: ".").first ?? "" } ?? ""
    let id = random.chance(85) ? String(own.suffix(8)) : String(anyStem(kind).suffix(8))
    log.append("\(path) rewritten as \(id)")
    try write(self, path, recordText(kind, id: id))
    return true
  }

  /// Changes letters of a file and leaves its size.
  func alterLetters(_ write: (String, [UInt8]) throws -> Void) throws -> Bool {
    guard let path = anyFile(), var bytes = read(path) else { return false }
    keep(path)
    let places = bytes.indices.filter { index in
      // The first line is mostly the identifier, which is worth a change now and then only.
      (0x61...0x79).contains(bytes[index]) && (index > 12 || random.chance(2))
    }
    guard !places.isEmpty else { return false }
    for _ in 0..<random.number(1...3) {
      let index = random.pick(places)
      bytes[index] = bytes[index] == 0x79 ? 0x61 : bytes[index] + 1
    }
    log.append("\(path) letters changed")
    try write(path, bytes)
    return true
  }
}

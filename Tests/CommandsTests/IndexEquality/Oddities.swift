import Records
import SeededRandomness
import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension Edit {
  /// What nobody does on purpose to the folders of records.
  static let oddities: [Edit] = [
    Edit("a link in place of a file") { it in
      guard let path = it.anyFile(), try it.moveAway(path) else { return false }
      return symlink(it.place("attic"), it.place(path)) == 0
    },
    Edit("a link beside the files") { it in
      let kind = it.random.pick(Kind.allCases)
      let name = it.random.pick(["link.yaml", "link", "a/link", "0-link.yaml"])
      let path = kind.folder + "/" + name
      it.makeFolders(for: path)
      it.log.append("link \(path)")
      return symlink("nowhere", it.place(path)) == 0
    },
    Edit("a link in place of a folder") { it in
      guard let path = it.recordFolders().randomElement(using: &it.random), try it.moveAway(path),
        let away = it.attic.last?.path
      else { return false }
      return symlink(it.place(away), it.place(path)) == 0
    },
    Edit("a file in place of a folder") { it in
      guard let path = it.recordFolders().randomElement(using: &it.random), try it.moveAway(path) else {
        return false
      }
      try it.write(path, Array("x".utf8))
      return true
    },
    Edit("links taken away") { it in
      try it.start("/usr/bin/find", ["find", it.folder, "-type", "l", "-delete"])
    },
    Edit("a pipe") { it in
      let path = it.random.pick(Kind.allCases).folder + "/pipe.yaml"
      it.makeFolders(for: path)
      it.log.append("pipe \(path)")
      return mkfifo(it.place(path), 0o600) == 0
    },
    Edit("a name that is no UTF-8") { it in
      let path = it.random.pick(Kind.allCases).folder + "/x"
      it.makeFolders(for: path)
      it.log.append("bad name \(path)")
      let bytes = it.place(path).utf8.map { CChar(bitPattern: $0) }
      let name = bytes + it.random.pick([[-1, 0x2E, 0x79, 0x6D, 0x6C, 0], [-61, 0x28, 0]])
      if name.count > bytes.count + 3 {
        let file = open(name, O_WRONLY | O_CREAT, 0o644)
        return file >= 0 && close(file) == 0
      }
      return mkdir(name, 0o755) == 0
    },
    Edit("a huge file") { it in
      guard let path = it.anyFile() else { return false }
      it.log.append("\(path) is huge")
      it.keep(path)
      return truncate(it.place(path), off_t((1 << 20) + it.random.pick([0, 1]))) == 0
    },
    Edit("a folder with a file's name") { it in
      let kind = it.random.pick(EditedRepository.kinds)
      let path = "\(kind.folder)/folder.yaml/inner.yaml"
      it.log.append(path)
      try it.write(path, it.recordText(kind, id: String(it.anyStem(kind).suffix(8))))
      return true
    },
    Edit("a deep folder") { it in
      let kind = it.random.pick(EditedRepository.kinds)
      let depth = it.random.pick([30, 31, 32, 33])
      let path = kind.folder + "/" + String(repeating: "d/", count: depth) + "deep.yaml"
      it.log.append("\(kind.folder), \(depth) folders deep")
      try it.write(path, it.recordText(kind, id: String(it.anyStem(kind).suffix(8))))
      return true
    },
    Edit("hidden files") { it in
      let kind = it.random.pick(Kind.allCases)
      for name in [".hidden.yaml", "#x.yaml#", "x.yaml~", "x.YAML", ".git/x.yaml", ".yaml"] {
        try it.write("\(kind.folder)/\(name)", it.recordText(kind, id: "h1234567"))
      }
      return true
    },
    Edit("bytes that are no text") { it in
      guard let path = it.anyFile(), let bytes = it.read(path) else { return false }
      it.log.append("\(path) has bytes that are no text")
      it.keep(path)
      try it.overwrite(
        path, bytes + it.random.pick([[0xff, 0x0a], [0x00], Array("x: \u{7}\n".utf8), [0xc3]]))
      return true
    },
  ]
}

extension EditedRepository {
  /// Whether the program ended well.
  func start(_ program: String, _ words: [String]) throws -> Bool {
    try Subprocess.run(program, words, environment: ["PATH=/usr/bin:/bin"]).succeeded
  }
}

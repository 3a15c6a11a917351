import Diagnostics
import Records
import Store

@testable import RecordIndex

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A repository of its own for one test, removed with all that is in it.
final class Fixture {
  let path: String
  let repository: Repository

  init(config: String = "format: 1\ncountry: RU\n") throws {
    var template = Array("/tmp/crm-index-XXXXXX".utf8).map { CChar(bitPattern: $0) } + [0]
    guard mkdtemp(&template) != nil, let real = realpath(template, nil) else {
      throw IOError(.makeFolder, "/tmp", errno)
    }
    defer { free(real) }
    path = String(cString: real)
    try Fixture.write(path + "/crm.yaml", config)
    repository = try Repository(root: path)
  }

  deinit { Fixture.removeTree(path) }

  private static func removeTree(_ path: String) {
    guard let stream = opendir(path) else {
      unlink(path)
      return
    }
    chmod(path, 0o700)
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      var status = stat()
      if lstat(path + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
        removeTree(path + "/" + name)
      } else {
        unlink(path + "/" + name)
      }
    }
    closedir(stream)
    rmdir(path)
  }

  static func write(_ path: String, _ text: String) throws { try write(path, Array(text.utf8)) }

  static func write(_ path: String, _ bytes: [UInt8]) throws {
    let file = Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard file >= 0 else { throw IOError(.write, path, errno) }
    defer { close(file) }
    guard Glibc.write(file, bytes, bytes.count) == bytes.count else { throw IOError(.write, path, errno) }
  }

  func write(_ name: String, _ text: String) throws {
    var folder = path
    for part in name.split(separator: "/").dropLast() {
      folder += "/" + part
      mkdir(folder, 0o755)
    }
    try Fixture.write(path + "/" + name, text)
  }

  /// Writes into the file that is there, so that it keeps its inode.
  func overwrite(_ name: String, _ text: String) throws {
    let file = Glibc.open(path + "/" + name, O_WRONLY)
    guard file >= 0 else { throw IOError(.write, name, errno) }
    defer { close(file) }
    let bytes = Array(text.utf8)
    guard pwrite(file, bytes, bytes.count, 0) == bytes.count, ftruncate(file, off_t(bytes.count)) == 0 else {
      throw IOError(.write, name, errno)
    }
  }

  /// Puts a new file in the place of the old one.
  func replace(_ name: String, _ text: String) throws {
    try write("new.tmp", text)
    guard rename(path + "/new.tmp", path + "/" + name) == 0 else { throw IOError(.rename, name, errno) }
  }

  func read(_ name: String) throws -> String {
    let bytes = try RecordFile.read(name, in: repository)
    return String(decoding: bytes, as: UTF8.self)
  }

  func remove(_ name: String) { unlink(path + "/" + name) }

  func move(_ name: String, to other: String) throws {
    var folder = path
    for part in other.split(separator: "/").dropLast() {
      folder += "/" + part
      mkdir(folder, 0o755)
    }
    guard rename(path + "/" + name, path + "/" + other) == 0 else { throw IOError(.rename, name, errno) }
  }

  /// Gives a file the times that it had before.
  func keepingTimes(_ name: String, _ body: () throws -> Void) throws {
    var status = stat()
    guard lstat(path + "/" + name, &status) == 0 else { throw IOError(.inspect, name, errno) }
    try body()
    let times = [status.st_atim, status.st_mtim]
    guard utimensat(AT_FDCWD, path + "/" + name, times, 0) == 0 else { throw IOError(.write, name, errno) }
  }

  var indexPath: String { repository.stateDirectory + "/index" }

  func index() throws -> [UInt8] {
    let file = Glibc.open(indexPath, O_RDONLY)
    guard file >= 0 else { throw IOError(.read, "index", errno) }
    return try Descriptor(owning: file, path: "index").readAll(limit: 1 << 26)
  }

  func writeIndex(_ bytes: [UInt8]) throws {
    let file = Glibc.open(indexPath, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard file >= 0 else { throw IOError(.write, "index", errno) }
    defer { close(file) }
    if !bytes.isEmpty, Glibc.write(file, bytes, bytes.count) != bytes.count {
      throw IOError(.write, "index", errno)
    }
  }

  func open(
    overlay: [String: [UInt8]?] = [:], overlayLimit: Int = 32, isThorough: Bool = false
  ) throws -> (snapshot: Snapshot, report: IndexReport) {
    let lock = try RepositoryLock.acquire(.shared, in: repository, command: "test")
    return try Refresh(
      repository, overlay: overlay, mayWrite: lock.isHeld, overlayLimit: overlayLimit, isThorough: isThorough
    ).run(isRebuild: false)
  }

  func oracle(overlay: [String: [UInt8]?] = [:]) throws -> Snapshot {
    try RepositoryLoader(repository: repository, overlay: overlay).snapshot()
  }
}

/// Lets the file system's clock move on, so that what was written before counts as settled.
func settle() { usleep(45_000) }

let sample: [(path: String, text: String)] = [
  (
    "contacts/anna-ivanova-k7f3q2mz.yaml",
    """
    id: k7f3q2mz
    name: Анна Иванова
    company: acme-c2v9r4te
    emails: [anna@acme.example, a.ivanova@mail.example]
    phones: ["+79161234567", "8 (495) 765-43-21"]
    birthday: 1990-02-28
    keep_in_touch: 30
    tags: [vip, "O'Neill"]
    created: 2026-11-20T10:15:00+03:00
    external: {amocrm: 123, nested: {a: [1, 2]}}
    aliases: [anna-old-a1111111]
    shoe_size: 38
    twitter: {handle: "@anna", since: 2010}
    notes: |
      Met at the expo.
      Wants a call back.

    """
  ),
  (
    "companies/acme-c2v9r4te.yaml",
    "id: c2v9r4te\nname: Acme GmbH\ncountry: no\npostal_code: 0123\nemployees: 12\nrevenue: 1234567.50\n"
  ),
  (
    "deals/website-for-acme-d5m8t2qa.yaml",
    """
    id: d5m8t2qa
    title: Website for Acme
    pipeline: sales
    stage: proposal
    contact: anna-ivanova-k7f3q2mz
    company: acme-c2v9r4te
    participants: [{contact: anna-ivanova-k7f3q2mz, role: buyer}, {contact: gone-z9999999}]
    amount: 120000.00
    currency: RUB
    next_step: call-anna-b4t9x1wd
    created: 2026-11-20T10:15:00+03:00
    history:
    - {at: 2026-11-20T10:15:00+03:00, stage: first-contact, by: gleb}
    - {at: 2026-11-22T16:02:00+03:00, stage: proposal}
    """
  ),
  (
    "tasks/2026-11/call-anna-b4t9x1wd.yaml",
    "id: b4t9x1wd\ntitle: Call Anna\ndue: 2026-11-25 11:00\ndeal: website-for-acme-d5m8t2qa\nstatus: open\n"
  ),
  (
    "activities/2026-11/call-e5e5e5e5.yaml",
    "id: e5e5e5e5\ntype: call\nat: 2026-11-21T09:00:00+03:00\ncontact: k7f3q2mz\nnumber: 8 916 123 45 67\nduration: 10m\n"
  ),
  ("products/hour-p5p5p5p5.yaml", "id: p5p5p5p5\nname: Hour\nprice: 100\ncurrency: EUR\nactive: yes\n"),
  ("leads/broken-x1.yaml", "id: [\n"),
  ("leads/nameless-r1r1r1r1.yaml", "id: r1r1r1r1\nstatus: fresh\n"),
  ("leads/twin-d5m8t2qa.yaml", "id: d5m8t2qa\ntitle: Twin\n"),
]

extension Fixture {
  func fill() throws { for file in sample { try write(file.path, file.text) } }
}

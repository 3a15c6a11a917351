import SeededRandomness

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension Edit {
  /// What is done to `crm.yaml` and to the files that are no records.
  static let bySettings: [Edit] = [
    Edit("a custom field added") { it in
      let missing = RepositorySettings.customFields.filter { !it.settings.fields.contains($0) }
      guard let field = missing.randomElement(using: &it.random) else { return false }
      it.settings.fields.append(field)
      try it.writeConfig()
      return true
    },
    Edit("a custom field taken away") { it in
      guard !it.settings.fields.isEmpty else { return false }
      it.settings.fields.removeFirst()
      try it.writeConfig()
      return true
    },
    Edit("a custom field of another type") { it in
      guard
        let index = it.settings.fields.firstIndex(where: {
          $0.contains("type: number") || $0.contains("type: text")
        })
      else { return false }
      let field = it.settings.fields[index]
      it.settings.fields[index] =
        field.contains("type: number")
        ? "{kind: deal, key: square_metres, type: text}" : "{kind: activity, key: place, type: list of tag}"
      try it.writeConfig()
      return true
    },
    Edit("another country") { it in
      it.settings.country = it.random.pick(["DE", "RU", "US", "KZ", "GB"])
      try it.writeConfig()
      return true
    },
    Edit("another zone") { it in
      it.settings.timezone = it.random.pick(["Europe/Moscow", "UTC", "Asia/Tokyo"])
      try it.writeConfig()
      return true
    },
    Edit("owners listed or not") { it in
      it.settings.hasOwners.toggle()
      try it.writeConfig()
      return true
    },
    Edit(Edit.fault) { it in
      let faults = [
        "contry: DE", "hours: {days: [noday]}", "fields: 3", "- [", "timezone: Mars/Base", "lang: [ru]",
      ]
      it.settings.fault = it.settings.fault == nil ? it.random.pick(faults) : nil
      try it.writeConfig()
      return true
    },
    Edit("crm.yaml touched") { it in
      let times: [timespec]? =
        it.random.chance(50) ? nil : [timespec(tv_sec: 1, tv_nsec: 1), timespec(tv_sec: 1, tv_nsec: 1)]
      return utimensat(AT_FDCWD, it.place("crm.yaml"), times, 0) == 0
    },
    Edit("a pipeline") { it in
      let text = it.random.pick([
        RepositorySettings.sales, RepositorySettings.service,
        "name: Short\nstages: [{id: first-contact, rots_after: 1d}, {id: won, outcome: won}]\n",
        "stages: [\n", "",
      ])
      return try it.writeSupport("pipelines/\(it.random.pick(["sales", "service", "third"])).yaml", text)
    },
    Edit("a saved view") { it in
      let text = it.random.pick([
        RepositorySettings.hot, "filter: is:open\n", "filter: 'stage:proposal or weber'\nkind: deal\n",
        "filter: nope:x\n", "filter: [\n", "filter: '@hot'\n",
      ])
      return try it.writeSupport("views/\(it.random.pick(["hot", "mine", "горячие"])).yaml", text)
    },
    Edit("the synonyms") { it in
      let text = it.random.pick([
        RepositorySettings.synonyms, "anna: [zoe, bob]\n", "x: [\n", "москва: berlin\n", "",
      ])
      return try it.writeSupport("synonyms.yaml", text)
    },
    Edit("the rates") { it in
      try it.writeSupport(
        "rates.yaml", it.random.pick([RepositorySettings.rates, "rates: 3\n", "rates: []\n"]))
    },
  ]
}

extension EditedRepository {
  func writeConfig() throws {
    log.append("crm.yaml: " + settings.text.split(separator: "\n").joined(separator: " | "))
    if random.chance(50) {
      try overwrite("crm.yaml", Array(settings.text.utf8))
    } else {
      try replace("crm.yaml", Array(settings.text.utf8))
    }
  }

  /// Writes a file, or takes it away now and then.
  func writeSupport(_ path: String, _ text: String) throws -> Bool {
    if random.chance(20) {
      log.append("\(path) deleted")
      return unlink(place(path)) == 0
    }
    log.append("\(path): " + text.split(separator: "\n").joined(separator: " | "))
    try replace(path, Array(text.utf8))
    return true
  }
}

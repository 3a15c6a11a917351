import Records

/// Words that people write into a cell to say that there is nothing.
enum NoValue {
  /// True where the text is such a word and the field could not hold it anyway.
  static func isMeant(_ text: String, by type: FieldType) -> Bool {
    switch type {
    case .email, .phone, .link, .number, .percent, .integer, .money, .date, .birthday, .instant, .deadline,
      .span,
      .recurrence, .currency:
      // Letters or signs alone, and no more than the longest word has.
      guard text.utf8.count <= 32, let first = text.utf8.first, !(0x30...0x39).contains(first), first != 0x2b,
        !text.utf8.contains(0x40)
      else { return false }
      return words.contains(text.lowercased())
        || text.unicodeScalars.allSatisfy { "-–—./?*".unicodeScalars.contains($0) }
    default: return false
    }
  }

  private static let words: Set<String> = [
    "нет", "нету", "нет данных", "нет телефона", "нет почты", "нет email", "не указан", "не указана",
    "не указано",
    "не указаны", "не задан", "не задано", "отсутствует", "н/д", "пусто", "неизвестно", "неизвестен", "жоқ",
    "немає",
    "none", "no", "n/a", "na", "n.a.", "#n/a", "#н/д", "nil", "null", "nan", "unknown", "not available",
    "no phone",
    "no email", "not provided", "missing", "empty", "keine", "kein", "keins", "k.a.", "k. a.", "unbekannt",
    "aucun",
    "ninguno", "brak", "нет инф.", "<null>", "(null)", "(none)", "(нет)",
  ]
}

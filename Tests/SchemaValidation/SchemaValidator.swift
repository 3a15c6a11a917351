import Foundation

/// As much of JSON Schema 2020-12 as `crm schema` writes; a keyword that it does not know is a fault.
///
/// Published shapes forbid no further keys, because they may grow. Here a key that a shape does not name is a fault all
/// the same, unless it says that there may be others: what is printed today is what is published today.
package struct SchemaValidator {
  private let root: [String: Any]

  package init(root: [String: Any]) { self.root = root }

  /// Every place that does not fit, as `/key: what is wrong`.
  package func faults(of value: Any) -> [String] { faults(value, root, "") }

  private static let known: Set<String> = [
    "$schema", "$id", "$defs", "$ref", "title", "description", "type", "properties", "required",
    "patternProperties", "additionalProperties", "items", "enum", "const", "pattern", "maxLength", "format",
    "anyOf",
    "oneOf",
  ]

  private func faults(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
    var faults = schema.keys.filter { !SchemaValidator.known.contains($0) }.map {
      "\(path): unknown keyword \($0)"
    }
    if let reference = schema["$ref"] as? String {
      let name = String(reference.dropFirst("#/$defs/".count))
      guard let target = (root["$defs"] as? [String: Any])?[name] as? [String: Any] else {
        return faults + ["\(path): nothing at \(reference)"]
      }
      faults += self.faults(value, target, path)
    }
    if let wanted = schema["type"] {
      let types = wanted as? [String] ?? [wanted as? String ?? ""]
      if !types.contains(where: { SchemaValidator.isOf($0, value) }) {
        faults.append("\(path): not of type \(types.joined(separator: "|"))")
      }
    }
    if let constant = schema["const"] as? String, value as? String != constant {
      faults.append("\(path): not \(constant)")
    }
    if let words = schema["enum"] as? [String], !words.contains(value as? String ?? "") {
      faults.append("\(path): not among \(words)")
    }
    for (keyword, isEnough) in [("anyOf", { $0 >= 1 }), ("oneOf", { $0 == 1 })] as [(String, (Int) -> Bool)] {
      guard let choices = schema[keyword] as? [[String: Any]] else { continue }
      let fitting = choices.count { self.faults(value, $0, path).isEmpty }
      if !isEnough(fitting) { faults.append("\(path): fits \(fitting) of \(keyword)") }
    }
    if let text = value as? String { faults += textFaults(text, schema, path) }
    if let items = value as? [Any], let schema = schema["items"] as? [String: Any] {
      for (index, item) in items.enumerated() { faults += self.faults(item, schema, "\(path)/\(index)") }
    }
    if let object = value as? [String: Any] { faults += objectFaults(object, schema, path) }
    return faults
  }

  private func textFaults(_ text: String, _ schema: [String: Any], _ path: String) -> [String] {
    let formats = [
      "date": #"^\d{4}-\d\d-\d\d$"#,
      "date-time": #"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"#,
    ]
    var faults: [String] = []
    if let pattern = schema["pattern"] as? String, text.range(of: pattern, options: .regularExpression) == nil
    {
      faults.append("\(path): does not match \(pattern)")
    }
    if let length = schema["maxLength"] as? Int, text.unicodeScalars.count > length {
      faults.append("\(path): longer than \(length)")
    }
    if let format = schema["format"] as? String {
      guard let pattern = formats[format] else { return faults + ["\(path): unknown format \(format)"] }
      if text.range(of: pattern, options: .regularExpression) == nil {
        faults.append("\(path): no \(format)")
      }
    }
    return faults
  }

  private func objectFaults(_ object: [String: Any], _ schema: [String: Any], _ path: String) -> [String] {
    let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
    var faults = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }.map {
      "\(path)/\($0): missing"
    }
    let patterns = schema["patternProperties"] as? [String: [String: Any]] ?? [:]
    for (key, value) in object {
      let fitting = patterns.filter { key.range(of: $0.key, options: .regularExpression) != nil }
      for (_, property) in fitting { faults += self.faults(value, property, "\(path)/\(key)") }
      if let property = properties[key] {
        faults += self.faults(value, property, "\(path)/\(key)")
      } else if fitting.isEmpty, let others = schema["additionalProperties"] as? [String: Any] {
        faults += self.faults(value, others, "\(path)/\(key)")
      } else if fitting.isEmpty, schema["properties"] != nil, schema["additionalProperties"] == nil {
        faults.append("\(path)/\(key): not among the published keys")
      }
    }
    return faults
  }

  private static func isOf(_ type: String, _ value: Any) -> Bool {
    switch type {
    case "null": return value is NSNull
    case "string": return value is String
    case "array": return value is [Any]
    case "object": return value is [String: Any]
    case "boolean": return isBoolean(value)
    case "number": return value is NSNumber && !isBoolean(value)
    case "integer":
      guard let number = value as? NSNumber, !isBoolean(value) else { return false }
      return number.doubleValue.rounded() == number.doubleValue
    default: return false
    }
  }

  private static func isBoolean(_ value: Any) -> Bool {
    (value as? NSNumber).map { CFBooleanLike.isBoolean($0) } ?? (value is Bool)
  }
}

/// JSON's true and false arrive as numbers of the type of a C `_Bool`.
private enum CFBooleanLike {
  static func isBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}

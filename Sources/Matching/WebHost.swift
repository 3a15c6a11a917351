/// The domains by which companies are known.
package enum WebHost {
  /// `https://www.acme.example/about` → `acme.example`; nil for hosts that belong to everybody.
  package static func host(of link: String) -> String? {
    var rest = Substring(link.lowercased())
    for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) { rest = rest.dropFirst(scheme.count) }
    let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != ":" }
    return own(host.hasPrefix("www.") ? host.dropFirst(4) : host)
  }

  /// `anna@acme.example` → `acme.example`; nil as above.
  package static func host(ofEmail email: String) -> String? {
    email.split(separator: "@").last.flatMap { own($0) }
  }

  private static func own(_ host: Substring) -> String? {
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, !labels.contains(where: \.isEmpty), !host.contains(where: \.isWhitespace) else {
      return nil
    }
    let tail = labels.suffix(2).joined(separator: ".")
    return shared.contains(String(host)) || shared.contains(tail) ? nil : String(host)
  }

  /// Mail services, social networks and site builders: a host there says nothing about the company.
  private static let shared: Set<String> = [
    "gmail.com", "googlemail.com", "yahoo.com", "hotmail.com", "outlook.com", "live.com", "icloud.com",
    "me.com",
    "aol.com", "proton.me", "protonmail.com", "gmx.de", "gmx.net", "web.de", "t-online.de", "mail.ru",
    "bk.ru",
    "inbox.ru", "list.ru", "internet.ru", "yandex.ru", "ya.ru", "yandex.com", "rambler.ru", "ukr.net", "i.ua",
    "mail.com", "zoho.com", "qq.com", "163.com", "facebook.com", "instagram.com", "linkedin.com",
    "twitter.com",
    "x.com", "vk.com", "ok.ru", "t.me", "telegram.me", "youtube.com", "github.com", "google.com",
    "wixsite.com",
    "tilda.ws", "wordpress.com", "taplink.cc", "avito.ru", "yandex.net", "wa.me", "whatsapp.com",
    "caramail.com",
  ]
}

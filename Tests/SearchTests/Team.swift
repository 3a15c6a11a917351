import Dates
import Records
import SeededRandomness

@testable import Search

/// A generated repository with the names of a Russian and international team.
struct Team {
  struct Person {
    let id: String
    let first: String
    let last: String
    let isRussian: Bool
    let company: Int
    let email: String
    let phone: String
  }

  struct Company {
    let id: String
    let name: String
    let domain: String
  }

  struct Deal {
    let id: String
    let title: String
    let company: Int
  }

  let people: [Person]
  let companies: [Company]
  let deals: [Deal]
  let records: [Record]

  /// About as many records as asked for: the same for the same number.
  init(count: Int) {
    var random = SeededRandom(seed: 20_261_201)
    var mint = IDMint(seed: 7)
    var records: [Record] = []
    func id() -> String { mint.mint().description }

    var companies: [Company] = []
    var takenNames: Set<String> = []
    while companies.count < count / 10 {
      let isRussian = random.below(2) == 0
      let name =
        isRussian
        ? random.draw(Team.russianHeads) + random.draw(Team.russianTails)
        : random.draw(Team.heads) + " " + random.draw(Team.tails)
      let number = takenNames.contains(name) ? " \(companies.count)" : ""
      takenNames.insert(name)
      let domain = "\(random.draw(Team.heads).lowercased())\(companies.count).example"
      let company = Company(id: id(), name: name + number, domain: domain)
      companies.append(company)
      records.append(
        Firm.company(
          company.id, company.name,
          [
            "city": .text(random.draw(Team.cities)), "emails": Firm.texts("info@" + domain),
            "phones": Firm.texts("+7495\(1_000_000 + random.below(8_999_999))"),
          ]))
    }

    var people: [Person] = []
    while people.count < count * 3 / 10 {
      let isRussian = random.below(5) < 3
      let isWoman = random.below(2) == 0
      let first: String
      var last: String
      if isRussian {
        first = random.draw(isWoman ? Team.women : Team.men)
        last = random.draw(Team.stems) + random.draw(["ов", "ов", "ев", "ин"])
        if isWoman { last += "а" }
      } else {
        first = random.draw(Team.firstNames)
        last = random.draw(Team.lastHeads) + random.draw(Team.lastTails)
      }
      let company = random.below(companies.count)
      let latin =
        Typist.latin(first.lowercased(), scheme: 0) + "." + Typist.latin(last.lowercased(), scheme: 0)
      let person = Person(
        id: id(), first: first, last: last, isRussian: isRussian, company: company,
        email: "\(latin)\(people.count)@\(companies[company].domain)",
        phone: "+79\(100_000_000 + random.below(899_999_999))")
      people.append(person)
      records.append(
        Firm.contact(
          person.id, first + " " + last,
          [
            "company": Firm.link(companies[company].id), "emails": Firm.texts(person.email),
            "phones": Firm.texts(person.phone), "position": .text(random.draw(Team.positions)),
            "city": .text(random.draw(Team.cities)),
          ]))
    }

    var deals: [Deal] = []
    while deals.count < count / 5 {
      let person = random.draw(people)
      let title = random.draw(Team.works) + " " + random.draw(Team.objects)
      let deal = Deal(id: id(), title: title, company: person.company)
      deals.append(deal)
      records.append(
        Firm.deal(
          deal.id, title, random.draw(["first-contact", "proposal", "invoice", "won", "archive"]),
          ["contact": Firm.link(person.id), "company": Firm.link(companies[person.company].id)]))
    }
    for _ in 0..<(count / 5) {
      let person = random.draw(people)
      records.append(
        Firm.record(
          .task, id(),
          [
            "title": .text(
              random.draw(["Call", "Позвонить", "Send offer", "Отправить договор", "Meet", "Встреча"])),
            "contact": Firm.link(person.id), "deal": Firm.link(random.draw(deals).id),
            "status": .text(random.draw(["open", "done"])), "due": .instant(Firm.now),
          ]))
    }
    for _ in 0..<(count / 5) {
      records.append(
        Firm.record(
          .activity, id(),
          [
            "type": .text("call"), "at": .instant(Firm.now.adding(seconds: -random.below(90 * 86_400))),
            "text": .text(
              random.draw(Team.works) + ", " + random.draw(["ok", "перезвонить", "later", "занято"])),
            "contact": Firm.link(random.draw(people).id),
          ]))
    }
    self.people = people
    self.companies = companies
    self.deals = deals
    self.records = records
  }

  private static func list(_ text: String) -> [String] { text.split(separator: " ").map { String($0) } }

  static let men = list(
    "Александр Алексей Анатолий Андрей Антон Артём Борис Вадим Валерий Василий Виктор Виталий Владимир Дмитрий Евгений Иван Игорь Илья Кирилл Константин Леонид Максим Михаил Николай Олег Павел Пётр Роман Сергей Станислав Степан Фёдор Юрий Ярослав"
  )
  static let women = list(
    "Александра Алина Анастасия Анна Валентина Вероника Виктория Галина Дарья Екатерина Елена Жанна Зоя Ирина Ксения Лариса Любовь Людмила Маргарита Мария Надежда Наталья Оксана Ольга Полина Светлана София Татьяна Ульяна Юлия"
  )
  static let stems = list(
    "Иван Петр Сидор Кузнец Попов Соколь Лебед Козл Новик Мороз Волк Соловь Васильк Зайц Павл Семён Голуб Виноград Богдан Воробь Фёдор Михайл Беля Тарас Белоус Комар Орл Киселёк Макар Андре Ковал Ильич Гусь Тит Кузьм Кудряш Баран Куликов Алексе Степан Яковл Сорок Сергеч Роман Захар Борисен Корол Герасим Пономар Григорь Лазарь Медвед Ерш Никит Соболь Рябк Поляк Цветк Данил Жуковск Фрол Журавл Никола Крыл Максим Щерб Чернышк Шевел Щукар Хохл Юдаш Ягод Халтур Цыган Чайк Жарк"
  )
  static let firstNames = list(
    "Robert William Richard James Michael Thomas Charles Christopher Daniel Matthew Anthony Steven Andrew Kenneth Joshua Kevin Brian Edward Timothy Jennifer Elizabeth Patricia Barbara Margaret Susan Jessica Katherine Deborah Rebecca Laura Wolfgang Jürgen Günther Matthias Heike Sabine François Étienne Geneviève Søren Łukasz Agnieszka José María Chiara Giuseppe Mehmet Ayşe Björn Ingrid"
  )
  static let lastHeads = list(
    "Ander Whit Hart Thorn Bau Schnei Wald Stein Black Green Brook Fair Cald Dun Ells Farn Grim Hol Kirk Lang Mar New Old Pem Quin Rad Sher Tal Under Vand West York Zim Brand Cross Dal Eber Fal Gar Hend"
  )
  static let lastTails = list(
    "son man ley ford well ton field worth berg mann stein feld bach hoff wood more ridge croft ham by dale gate land shaw"
  )
  static let heads = list(
    "Acme Globex Initech Umbra Vertex Nimbus Quanta Solaris Zephyr Orbit Lumen Kestrel Harbor Falcon Granite Cobalt Maple Summit Pioneer Beacon Atlas Cedar Delta Ember Fjord Glacier Horizon Indigo Juniper Krypton"
  )
  static let tails = list(
    "Labs Systems Trading Studio Logistics Foods Media Energy Motors Consulting Partners Works")
  static let russianHeads = list(
    "Строй Тех Агро Мет Энерго Транс Мед Авто Эко Гео Нефте Лес Рыб Хим Свет Дом Вод Газ Стан Прибор")
  static let russianTails = list(
    "сервис монтаж снаб проект инвест пром торг ресурс комплект гарант альянс холдинг маш центр лайн")
  static let cities = list("Москва Казань Berlin Paris Самара Томск London Oslo Тверь Рязань")
  static let positions = list("Директор Бухгалтер CEO CTO Менеджер Инженер Buyer Designer")
  static let works = list(
    "Сайт Лендинг Ремонт Монтаж Доставка Website Audit Redesign Migration Support Обучение Поставка Hosting")
  static let objects = list(
    "офиса склада магазина кухни shop warehouse portal clinic школы цеха bakery museum гостиницы завода office"
  )
}

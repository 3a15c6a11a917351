import Records

// Call records of telephone exchanges: files without titles, of which several rows may be one call.
extension Presets {
  package static let mango: Preset = {
    var layout = Preset.Layout(
      kind: .activity,
      signatures: [["records", "start", "finish", "answer", "from_extension", "from_number", "to_number"]],
      columns: columns(
        """
        start = call.start
        finish = call.end
        answer = call.answer
        from_extension = call.from_extension
        from_number = call.from
        to_extension = call.to_extension
        to_number = call.to
        entry_id = call.call
        records|disconnect_reason|line_number|location = extra
        """))
    layout.titles = [
      "records", "start", "finish", "answer", "from_extension", "from_number", "to_extension", "to_number",
      "disconnect_reason", "line_number", "location", "entry_id",
    ]
    layout.shape = [
      Preset.Entry("start", "unix"), Preset.Entry("finish", "unix"), Preset.Entry("answer", "unix"),
      Preset.Entry("entry_id", "text"),
    ]
    layout.group = "entry_id"
    var preset = Preset(
      name: "mango", doc: "Mango Office's call statistics: an activity for each call.", source: "mango",
      layouts: [layout])
    preset.how = "the API's stats/request and stats/result, with the fields in the order of the titles"
    preset.separator = 0x3b
    preset.emptyMarks = ["[]"]
    return preset
  }()

  package static let asterisk: Preset = {
    var layout = Preset.Layout(
      kind: .activity,
      signatures: [["accountcode", "src", "dst", "dcontext", "clid", "channel", "dstchannel", "lastapp"]],
      columns: columns(
        """
        src = call.from
        dst = call.to
        channel = call.channel
        dstchannel = call.to_channel
        start = call.start
        answer = call.answer
        end = call.end
        billsec = call.talk
        disposition = call.disposition
        uniqueid = call.leg
        linkedid = call.call
        accountcode|dcontext|clid|lastapp|lastdata|duration|amaflags|userfield|peeraccount|sequence = extra
        """))
    layout.titles = [
      "accountcode", "src", "dst", "dcontext", "clid", "channel", "dstchannel", "lastapp", "lastdata",
      "start",
      "answer", "end", "duration", "billsec", "disposition", "amaflags", "uniqueid", "userfield",
      "peeraccount",
      "linkedid", "sequence",
    ]
    layout.shape = [
      Preset.Entry("start", "moment"), Preset.Entry("end", "moment"), Preset.Entry("duration", "number"),
      Preset.Entry("billsec", "number"),
      Preset.Entry("disposition", "ANSWERED|NO ANSWER|BUSY|FAILED|CONGESTION|UNKNOWN"),
    ]
    layout.group = "linkedid|uniqueid"
    var preset = Preset(
      name: "asterisk", doc: "Asterisk's Master.csv: an activity for each call.", source: "asterisk",
      layouts: [layout])
    preset.how = "/var/log/asterisk/cdr-csv/Master.csv, as the module cdr_csv writes it"
    return preset
  }()
}

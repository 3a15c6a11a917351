#!/bin/bash
# Makes the repository "clone" that the cases of cases.txt are commits on top of. Run where it is to be.
set -e
crm init clone --timezone Europe/Berlin --country DE --currency EUR >/dev/null
cd clone
sed -i 's/^- id: invoice$/&\n  approve: {when: "amount > 10000EUR", by: [manager, approver]}/' pipelines/sales.yaml
cat >> crm.yaml <<'END'
roles:
  seller: {may: [read, add, set, move, log], kinds: [contact, company, lead, deal, task, activity], only: "owner:me or owner:"}
  reader: {may: read}
  logger: {may: [read, log]}
  closer: {may: [read, move, win, lose]}
  keeper: {may: [read, stages]}
  approver: {may: [read, add, set, move, approve]}
  manager: {may: all}
owners:
- {id: mara, role: manager, email: mara@example.com}
- {id: bob, role: seller, email: bob@example.com}
- {id: carl, role: seller, email: carl@example.com}
- {id: rita, role: reader, email: rita@example.com}
- {id: lena, role: logger, email: lena@example.com}
- {id: cleo, role: closer, email: cleo@example.com}
- {id: pete, role: keeper, email: pete@example.com}
- {id: anni, role: approver, email: anni@example.com}
- {id: nora, email: nora@example.com}
END
mkdir -p contacts companies deals tasks/2026-11 activities/2026-11 leads products
record() { cat > "$1"; }
record contacts/anna-aaaaaaa1.yaml <<'END'
id: aaaaaaa1
name: Anna
emails: [anna@acme.example]
phones: ["+49 30 1234567"]
END
record contacts/dora-aaaaaaa2.yaml <<'END'
id: aaaaaaa2
name: Dora
owner: carl
END
record companies/acme-cccccc03.yaml <<'END'
id: cccccc03
name: Acme
END
record deals/website-dddddd04.yaml <<'END'
id: dddddd04
title: Website
pipeline: sales
stage: first-contact
contact: anna-aaaaaaa1
company: acme-cccccc03
owner: bob
items:
- {product: chair-pppppp12, quantity: 2}
next_step: call-anna-tttttt05
created: 2026-11-20T10:15:00+01:00
history:
- {at: 2026-11-20T10:15:00+01:00, stage: first-contact, by: bob}
END
record tasks/2026-11/call-anna-tttttt05.yaml <<'END'
id: tttttt05
title: Call Anna
due: 2026-12-01
deal: website-dddddd04
contact: anna-aaaaaaa1
owner: bob
END
record tasks/2026-11/other-tttttt06.yaml <<'END'
id: tttttt06
title: Other
due: 2026-12-01
deal: website-dddddd04
END
record deals/shop-dddddd07.yaml <<'END'
id: dddddd07
title: Shop
pipeline: sales
stage: proposal
contact: anna-aaaaaaa1
owner: carl
next_step: call-carl-tttttt08
created: 2026-11-20T10:15:00+01:00
history:
- {at: 2026-11-20T10:15:00+01:00, stage: proposal, by: carl}
END
record tasks/2026-11/call-carl-tttttt08.yaml <<'END'
id: tttttt08
title: Call Carl
due: 2026-12-01
deal: shop-dddddd07
owner: carl
END
record deals/old-dddddd09.yaml <<'END'
id: dddddd09
title: Old
pipeline: sales
stage: won
owner: bob
contact: anna-aaaaaaa1
closed: 2026-11-22T10:15:00+01:00
created: 2026-11-20T10:15:00+01:00
history:
- {at: 2026-11-20T10:15:00+01:00, stage: proposal}
- {at: 2026-11-22T10:15:00+01:00, stage: won}
END
record tasks/2026-11/pay-tttttt13.yaml <<'END'
id: tttttt13
title: Pay
status: done
due: 2026-11-21
deal: old-dddddd09
closed: 2026-11-22T10:15:00+01:00
END
record leads/shop-eeeeee10.yaml <<'END'
id: eeeeee10
title: Wants a shop
name: Eva
emails: [eva@example.org]
END
record activities/2026-11/call-vvvvvv11.yaml <<'END'
id: vvvvvv11
type: call
at: 2026-11-20T10:15:00+01:00
text: hello
contact: anna-aaaaaaa1
END
record products/chair-pppppp12.yaml <<'END'
id: pppppp12
name: Chair
price: 5
END
mkdir -p invoices/2026-11
record invoices/2026-11/inv-1-nnnnnn17.yaml <<'END'
id: nnnnnn17
number: INV-1
company: acme-cccccc03
amount: 100
currency: EUR
issued: 2026-11-20
due: 2026-12-04
status: sent
END
record invoices/2026-11/inv-2-nnnnnn18.yaml <<'END'
id: nnnnnn18
number: inv-2
company: acme-cccccc03
amount: 100
currency: EUR
END
# Broken before any push.
record products/broken-pppppp16.yaml <<'END'
id: pppppp16
END
record deals/lame-dddddd15.yaml <<'END'
id: dddddd15
title: Lame
pipeline: sales
stage: proposal
created: 2026-11-20T10:15:00+01:00
history:
- {at: 2026-11-20T10:15:00+01:00, stage: proposal}
END
git add -A
git commit -q -m base
git tag base

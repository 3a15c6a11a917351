#!/usr/bin/env bash
# From goods with prices to the money: items, a discount that somebody has to allow, an offer, an invoice, part payment, payment.
# Everything lies in a temporary folder, and the clock stands still, so that every run tells the same story.
set -euo pipefail

crm=${CRM:-crm}
case $crm in
  */*) crm=$(cd "$(dirname "$crm")" && pwd)/$(basename "$crm") ;;
  *) crm=$(command -v "$crm") || { echo "offer-to-payment: there is no $crm" >&2; exit 1; } ;;
esac

place=$(mktemp -d "${TMPDIR:-/tmp}/crm-money.XXXXXX")
trap 'rm -rf "$place"' EXIT
mkdir "$place/bin"
ln -s "$crm" "$place/bin/crm"

# Nothing of the user's own settings gets in.
export PATH="$place/bin:$PATH" HOME=$place GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=Mara GIT_AUTHOR_EMAIL=mara@studio.example
export GIT_COMMITTER_NAME=Mara GIT_COMMITTER_EMAIL=mara@studio.example
unset CRM_REPO NO_COLOR GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE 2>/dev/null || true

heading() { printf '\n== %s\n' "$1"; }

# Who types, and on which day of November or December; then what is typed. `expect STATUS` demands an exit status.
become() { export CRM_USER=$1 CRM_NOW=2026-$2T10:00:00+01:00 GIT_AUTHOR_DATE=2026-$2T10:00:00+01:00 GIT_COMMITTER_DATE=2026-$2T10:00:00+01:00; }
expect() {
  local wanted=$1 status=0 word line='$'
  shift
  for word in "$@"; do
    case $word in
      *[!A-Za-z0-9_./@=:+,-]*) line+=" '$word'" ;;
      *) line+=" $word" ;;
    esac
  done
  printf '\n%s %s\n' "$CRM_USER" "$line"
  "$@" 2>&1 || status=$?
  if [ "$status" -ne "$wanted" ]; then
    printf 'offer-to-payment: expected exit status %d, not %d\n' "$wanted" "$status" >&2
    exit 1
  fi
}
run() { expect 0 "$@"; }

heading 'A shop with two goods; partners have prices of their own'
become mara 11-24
cd "$place"
run crm init sales --timezone Europe/Berlin --country DE --currency EUR
cd sales
cat >>crm.yaml <<'E'
owners:
- {id: mara, name: Mara Lindqvist, email: mara@studio.example, role: manager}
- {id: jonas, name: Jonas Weber, email: jonas@studio.example, role: seller}
roles:
  manager: {may: [all]}
  seller: {may: [read, add, set, move, win, lose, log]}
numbers: {invoice: "INV-{year}-{n:4}"}
E
# Who may move a deal to the stage proposal with more than a tenth off.
sed -i.old 's/^- id: proposal$/&\n  approve: {when: "discount > 10", by: manager}/' pipelines/sales.yaml && rm pipelines/sales.yaml.old
git add -A && git commit -qm 'owners, roles, approvals'
run crm products add 'Landing page' sku=LP-1 unit=piece price=900 currency=EUR 'prices=partner: 810'
run crm products add 'Care' sku=CA-1 unit=month price=49.90 currency=EUR
run crm companies add 'Acme GmbH' price_list=partner
run crm contacts add 'Anna Ivanova' company=acme emails+=anna@acme.example

heading 'A deal, and what is sold in it'
become jonas 11-25
run crm deals add 'Website' --contact 'anna ivanova' company=acme tax=19 --next 'Send the offer' --due +1d
run crm deals items add website 'landing page' quantity=2
run crm deals items add website care quantity=12 discount=15
run crm deals items website

heading 'More than a tenth off is for a manager to allow'
expect 3 crm deals move website proposal --next 'Call about the offer' --due +3d
become mara 11-25
run crm deals approve website --note 'A client of ten years'
become jonas 11-26
run crm deals move website proposal --next 'Call about the offer' --due +3d
run crm render offer.en.txt --deal website

heading 'Yes: an invoice, whose number nobody else gets'
run crm invoices add --deal website --due 2026-12-10
run crm invoices send INV-2026-0001 -o invoice.html
run crm reports receivables

heading 'A part comes, then the rest, and the deal is won'
become jonas 12-08
run crm invoices pay INV-2026-0001 1000 --reference 'BK 4711'
become jonas 12-15
run crm invoices list is:overdue
run crm render reminder INV-2026-0001 -o reminder.html
run crm invoices pay INV-2026-0001
run crm invoices show INV-2026-0001
run crm deals show website
run crm check

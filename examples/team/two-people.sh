#!/usr/bin/env bash
# Two people, a server and no network: work offline, join, meet a conflict, settle it, be refused by a rule and by a role.
# Everything lies in a temporary folder, and the clock stands still, so that every run tells the same story.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
crm=${CRM:-crm}
case $crm in
  */*) crm=$(cd "$(dirname "$crm")" && pwd)/$(basename "$crm") ;;
  *) crm=$(command -v "$crm") || { echo "two-people: there is no $crm" >&2; exit 1; } ;;
esac

place=$(mktemp -d "${TMPDIR:-/tmp}/crm-team.XXXXXX")
trap 'rm -rf "$place"' EXIT
mkdir "$place/bin"
ln -s "$crm" "$place/bin/crm"

# Nothing of the user's own settings gets in.
export PATH="$place/bin:$PATH" HOME=$place GIT_CONFIG_NOSYSTEM=1
unset CRM_REPO CRM_USER CRM_PUSHER NO_COLOR GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE 2>/dev/null || true
git config --global init.defaultBranch main
cd "$place"

heading() { printf '\n== %s\n' "$1"; }

# Who types, and when; then what is typed. `expect STATUS` demands an exit status.
become() {
  who=$1
  export CRM_NOW=2026-11-24T$2:00+01:00
  export GIT_AUTHOR_NAME=${who^} GIT_AUTHOR_EMAIL=$who@studio.example GIT_COMMITTER_NAME=${who^}
  export GIT_COMMITTER_EMAIL=$who@studio.example GIT_AUTHOR_DATE=$CRM_NOW GIT_COMMITTER_DATE=$CRM_NOW
  cd "$place/$who"
}
expect() {
  local wanted=$1 status=0 word line='$'
  shift
  for word in "$@"; do
    case $word in
      *[!A-Za-z0-9_./@=:+,-]*) line+=" '$word'" ;;
      *) line+=" $word" ;;
    esac
  done
  printf '\n%s%s\n' "${who:+$who }" "$line"
  "$@" 2>&1 || status=$?
  if [ "$status" -ne "$wanted" ]; then
    printf 'two-people: expected exit status %d, not %d\n' "$wanted" "$status" >&2
    exit 1
  fi
}
run() { expect 0 "$@"; }

heading 'A bare repository is the server; Mara begins'
who=''
run git init -q --bare server.git
mkdir mara jonas
become mara 09:00
run crm init . --timezone Europe/Berlin --country DE --currency EUR
cat "$here/roles.yaml" >> crm.yaml
git commit -qam 'roles and owners'
run crm contacts add 'Anna Ivanova' emails+=anna@acme.example
run crm deals add 'Website for Acme' --contact anna --owner jonas --amount 1200 --next 'Call Anna' --due 2026-11-25
run crm deals add 'Shop for Beta' --contact anna --owner mara --amount 9000 --next 'Send offer' --due 2026-11-26
git remote add origin ../server.git
run crm hook install --server ../server.git
run crm sync

heading 'Jonas clones it'
cd "$place" && git clone -q server.git jonas
become jonas 09:30
run crm team join

heading 'Both work offline: other fields, and each a record of their own'
run crm deals move website proposal -n 'Send proposal' -d 2026-11-27
run crm contacts set anna position=CTO
become mara 10:00
run crm contacts set anna city=Berlin
run crm deals set website amount=1500
run crm log call anna 'back on Monday'

heading 'They join: nothing is asked'
run crm sync
become jonas 10:30
run crm sync
run crm deals show website --fields title,stage,amount
become mara 11:00
run crm sync

heading 'Both change the same field'
run crm contacts set anna 'position=Head of IT'
become jonas 11:10
run crm contacts set anna 'position=Chief technical officer'
run crm sync
become mara 11:20
expect 4 crm sync
run crm conflicts
run crm resolve anna position theirs
run crm sync --continue

heading 'What a role does not allow is refused here, and on the server where somebody goes around it'
become jonas 11:30
run crm sync
expect 3 crm deals set shop amount=1
sed -i 's/^amount: .*/amount: 1.00/' deals/shop-for-beta-*.yaml
git commit -qam 'cheaper'
expect 1 git push origin main
git reset -q --hard origin/main

heading 'And what breaks a rule'
sed -i '/^next_step:/d' deals/website-for-acme-*.yaml
git commit -qam 'no next step'
expect 1 git push origin main
git reset -q --hard origin/main

heading 'In the end both have the same'
become mara 12:00
run crm sync
run crm check
cd "$place"
[ "$(git -C mara rev-parse HEAD)" = "$(git -C jonas rev-parse HEAD)" ] || { echo 'two-people: they differ' >&2; exit 1; }
diff -r -x .git -x .crm mara jonas && echo 'mara and jonas have the same files'

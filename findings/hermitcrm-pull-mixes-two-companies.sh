#!/usr/bin/env bash
# In a CRM of one file a company, git pull puts an edit of one company into another, outside of the marks of the conflict.
#
# Seen with hermitcrm 1.0.0 (PyPI) and git 2.39.5. One clone deletes the company Acme and adds Gamma, the other sets Acme's
# country to FR. git pull stops with a conflict in companies/gamma/company.md about two lines of times. Whoever settles
# those has a Gamma in France: "country: FR", an edit of Acme, stands in Gamma's file above the marks, and Acme is gone.
# Source: git's rename detection. A record is some 17 lines, of which most are the same keys without values, so that any
# two companies are alike by more than half, and the one added counts as the one deleted under a new name.
# `-X find-renames=100%` keeps them apart; merge.renames=false and -X no-renames do nothing here.
# Why it matters: records that share their keys look like renames of each other to git; a merge moves facts between
# customers, and what a person looks at, the marks, does not show it. The record's own id has to decide.
set -u
for tool in python3 git; do command -v $tool >/dev/null 2>&1 || { echo "$tool is missing"; exit 2; }; done
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
python3 -m venv v >/dev/null 2>&1 && v/bin/pip -q install hermitcrm==1.0.0 >/dev/null 2>&1 || { echo 'hermitcrm cannot be installed'; exit 2; }
export HOME=$folder GIT_CONFIG_NOSYSTEM=1 GIT_EDITOR=true
git config --global user.name A && git config --global user.email a@example.com && git config --global init.defaultBranch main
crm() { ../v/bin/hermitcrm --data . "$@" >/dev/null || exit 2; }
v/bin/hermitcrm init --no-setup a >/dev/null || exit 2
cd a || exit 2
crm add company Acme --country DE --website https://a.example --value-eur-month 100 --tags old
# Acme has been there for a while.
sed -i -E 's/^(created|updated): .*/\1: 2026-01-05T10:00/' companies/acme/company.md && git commit -qam 'Acme is old'
git branch -q -M main
cd .. && git clone -q --bare a hub.git && git clone -q hub.git b || exit 2
cd a && git remote add origin ../hub.git || exit 2
# hermitcrm pushes by itself where it can; these two are offline.
git remote set-url --push origin /nowhere && git -C ../b remote set-url --push origin /nowhere
git rm -q -r companies/acme
crm add company Gamma --country DE --website https://a.example --value-eur-month 100 --tags old
git add -A && git commit -qm 'Acme is gone, Gamma is new' 2>/dev/null
cd ../b || exit 2
crm set companies --where name=Acme --set country=FR --apply
git fetch -q ../a main || exit 2
printf '%s, %s\n' "$(../v/bin/hermitcrm --version)" "$(git --version)"
git merge --no-edit FETCH_HEAD | sed 's/^/git: /'
echo 'companies/gamma/company.md, without what stands between marks:'
sed '/^<<<<<<</,/^>>>>>>>/d' companies/gamma/company.md | tee rest | grep -E '^(name|country|created)' | sed 's/^/  /'
[ -e companies/acme/company.md ] && echo 'acme is there too'
grep -q '^name: Gamma' rest && grep -q '^country: FR' rest && [ ! -e companies/acme/company.md ]

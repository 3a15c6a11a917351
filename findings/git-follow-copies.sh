#!/bin/bash
# git log --follow goes on with another file's history
#
# Behaviour: at the commit that adds a file, --follow looks for what the file may have come from, and takes a file that is
#   still there and merely looks like it (copies, with "find copies harder") for its former name. So the history of a
#   small record made from the same template as its neighbour goes on with the neighbour's commits.
# Versions: seen with git 2.39.5; the manual page of git-log says "beyond renames" and nothing of copies.
# Source: tree-diff.c, try_to_follow_renames(): it asks for DIFF_DETECT_RENAME with find_copies_harder set.
# Why it matters: `crm history` follows a record by the identifier in its file, never by --follow.
#
# Exit 0: as described; 1: it has changed; 2: it cannot be run here.
set -u
command -v git >/dev/null || exit 2
place=$(mktemp -d) || exit 2
trap 'rm -rf "$place"' EXIT
export HOME=$place GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.com
export GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.com
cd "$place" || exit 2
git --version
git init -q . || exit 2
record() { printf 'id: %s\ntitle: Deal %s\npipeline: sales\nstage: first\namount: 100\ncurrency: EUR\nowner: gleb\n' "$1" "$2"; }
record d1111111 1 >one.yaml; git add .; git commit -qm 'one is added'
record d2222222 2 >two.yaml; git add .; git commit -qm 'two is added'
seen=$(git log --follow --format=%s -- two.yaml)
printf 'git log --follow -- two.yaml:\n%s\n' "$seen"
case $seen in
*'one is added'*) echo "as described: the commit of one.yaml is shown"; exit 0 ;;
*) echo "changed: only its own commits are shown"; exit 1 ;;
esac

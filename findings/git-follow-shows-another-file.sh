#!/usr/bin/env bash
# `git log --follow FILE` lists commits that never touched FILE, where FILE began as a look-alike of another file.
#
# Seen with git 2.39.5: two small YAML records are added in two commits, the second file never having had another name.
# `git log --follow` of the second lists both commits: at the commit that created it, git looks for a *copy* source among
# all files of the tree (not only for a rename among those deleted, as `git diff -M` does), finds the first record more than half alike, and goes
# on with that file's history. `git log` without --follow lists one commit. `-C` was not asked for; diff.renames=false
# changes nothing; only a higher similarity such as -M100% (which then misses real renames with an edit) stops it.
# Source: documentation of `git log --follow` speaks of renames only; tree-diff.c of git, try_to_follow_renames().
# Why it matters: records of one kind are short files of one shape, so the history of a record that is taken from
# --follow shows what happened to its siblings.
set -u
command -v git >/dev/null 2>&1 || { echo 'git is missing'; exit 2; }
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
export HOME=$folder GIT_CONFIG_NOSYSTEM=1
git --version
git init -q . || exit 2
git config user.name 'Ada Example'; git config user.email ada@example.com
record() { printf 'id: %s\ntitle: %s\npipeline: sales\nstage: first\namount: 100\ncurrency: EUR\nowner: ada\n' "$1" "$2"; }
record daaa1111 'Fence' >fence.yaml; git add fence.yaml; git commit -qm 'fence: added'
record dbbb2222 'Garage' >garage.yaml; git add garage.yaml; git commit -qm 'garage: added'
plain=$(git log --format=%s -- garage.yaml)
followed=$(git log --follow --format=%s -- garage.yaml)
unrenamed=$(git -c diff.renames=false log --follow --format=%s -- garage.yaml)
exact=$(git log --follow -M100% --format=%s -- garage.yaml)
printf 'git log garage.yaml:\n%s\ngit log --follow garage.yaml:\n%s\nwith diff.renames=false:\n%s\nwith -M100%%:\n%s\n' \
  "$plain" "$followed" "$unrenamed" "$exact"
both=$'garage: added\nfence: added'
[ "$plain" = 'garage: added' ] && [ "$followed" = "$both" ] && [ "$unrenamed" = "$both" ] && [ "$exact" = 'garage: added' ]

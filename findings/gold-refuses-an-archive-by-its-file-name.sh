#!/usr/bin/env bash
# `-l:libNAME.a` in a linker script is found by two linkers and not by the third.
#
# Seen with binutils 2.40: a text file libNAMEs.so that says INPUT(-l:libNAME.a) is a way to make `-lNAMEs` take an archive where
# a compiler's driver names the library itself. ld.bfd and lld look for that archive in the -L folders. gold, which knows
# `-l:libNAME.a` on its command line, says "cannot find -l:libNAME.a" where the same words stand in a script.
# GROUP ( libNAME.a ), a plain file name, is sought in the -L folders by all three.
# Source: gold/script.cc and gold/readsyms.cc, where an input of a script counts as a file or as -lNAME.
# Why it matters: Swift's driver links with gold on Linux, and names the C++ library itself, so such scripts are how a program
# that has to run elsewhere gets its libraries in.
set -u
for tool in gcc ar ld.bfd ld.gold; do
  command -v $tool >/dev/null 2>&1 || { echo "$tool is missing (gcc, binutils)"; exit 2; }
done
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
ld.gold --version | head -1
ld.bfd --version | head -1
mkdir scripts
printf 'int answer(void) { return 0; }\n' >answer.c
printf 'int answer(void);\nint main(void) { return answer(); }\n' >main.c
gcc -c answer.c main.c && ar rcs libanswer.a answer.o || exit 2
echo 'INPUT(-l:libanswer.a)' >scripts/libcolon.so
echo 'GROUP ( libanswer.a )' >scripts/libplain.so

links() { # links LINKER -lNAME…
  local linker=$1 status=refused
  shift
  gcc -fuse-ld="$linker" main.o -L scripts -L . "$@" -o a.out 2>message && ./a.out && status=linked
  echo "$linker $*: $status $(grep -o 'cannot find.*' message | head -1)"
  [ $status = linked ]
}
links bfd -lcolon && links bfd -lplain && links gold -l:libanswer.a && links gold -lplain || exit 1
! links gold -lcolon

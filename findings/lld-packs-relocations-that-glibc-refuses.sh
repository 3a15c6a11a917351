#!/usr/bin/env bash
# The option that packs a program's relocations makes a program that does not start.
#
# Seen with lld 14.0.6 (the same with 21) and glibc 2.36: `--pack-dyn-relocs=relr` links without a word, and the program ends with
# 127 before main(): "DT_RELR without GLIBC_ABI_DT_RELR dependency". glibc takes packed relocations only from a program
# that declares to need them, by a version of libc.so.6 that stands for nothing else. Another option, `-z
# pack-relative-relocs`, writes that too, in GNU ld 2.38 and lld from 15 on; lld 14 calls it unknown, warns, and packs nothing.
# Source: elf/dl-version.c of glibc; the options' descriptions in ld.lld(1) and ld(1), of which only the second speaks of glibc.
# Why it matters: packed relocations take a tenth of the room of plain ones, which a program that is started very often feels;
# a build that links well and was never started on the system it is for proves nothing.
set -u
for tool in gcc apt-get dpkg-deb; do
  command -v $tool >/dev/null 2>&1 || { echo "$tool is missing"; exit 2; }
done
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder" && cd "$folder" || exit 2
apt-get download -qq lld-14=1:14.0.6-12 libllvm14=1:14.0.6-12 >/dev/null 2>&1 || { echo 'lld-14 cannot be fetched'; exit 2; }
for package in *.deb; do dpkg-deb -x "$package" packages || exit 2; done
bin=$folder/packages/usr/lib/llvm-14/bin
libraries=$(dirname "$(find "$folder/packages" -name 'libLLVM-14.so.1' | head -1)")
LD_LIBRARY_PATH=$libraries "$bin/ld.lld" --version || exit 2
ldd --version | head -1
cat >list.c <<'C'
#include <stdio.h>
static const char *const names[] = {"one", "two"};
const char *const *list = names;
int main(void) { return puts(list[1]) < 0; }
C
gcc -c -fPIE list.c || exit 2

starts() { # starts OPTION…
  LD_LIBRARY_PATH=$libraries gcc -B"$bin" -fuse-ld=lld -pie "$@" list.o -o list 2>message || exit 2
  ./list >seen 2>>message
  local status=$?
  echo "${*:-no option}: $status $(tr '\n' ' ' <seen)$(tr '\n' ' ' <message)"
  return $status
}
starts || exit 2
starts -Wl,-z,pack-relative-relocs || exit 1
! starts -Wl,--pack-dyn-relocs=relr

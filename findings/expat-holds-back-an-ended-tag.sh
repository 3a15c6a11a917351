#!/usr/bin/env bash
# expat does not report an element although its tag has ended, and the library's version does not say so.
#
# Seen with Debian 12's libexpat1 2.5.0-1+deb12u2 and 2.5.0-1+deb12u5. A start tag comes in three pieces, the third ends it. After
# a piece in which the tag did not end, the parser waits until there are twice as many bytes, or the text ends, before it
# looks again: no element with the third piece, though XML_Parse() says that all is well. XML_ExpatVersion() gives 2.5.0,
# which reported it at once; only that there is a function XML_SetReparseDeferralEnabled tells these packages apart.
# Source: the changes of expat 2.6.0, which Debian took into its package of 2.5.0.
# Why it matters: what waits for an element of a stream that goes on may wait for ever, and a limit on unfinished tags that
# goes by how far the parser got no longer holds. A limit has to count the bytes in which nothing ended.
set -u
command -v apt-get >/dev/null 2>&1 && command -v dpkg-deb >/dev/null 2>&1 && command -v python3 >/dev/null 2>&1 ||
  { echo 'apt-get, dpkg-deb or python3 is missing'; exit 2; }
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder" || exit 2
for version in 2.5.0-1+deb12u2 2.5.0-1+deb12u5; do
  apt-get download -qq "libexpat1=$version" >/dev/null 2>&1 || { echo "libexpat1 $version cannot be had"; exit 2; }
  dpkg-deb -x libexpat1_"$version"_*.deb "$version" || exit 2
done
cat >try.py <<'PY'
import ctypes, glob, sys
expat = ctypes.CDLL(glob.glob(sys.argv[1] + "/**/libexpat.so.1", recursive=True)[0])
expat.XML_ParserCreate.restype = ctypes.c_void_p
expat.XML_ExpatVersion.restype = ctypes.c_char_p
parser = ctypes.c_void_p(expat.XML_ParserCreate(None))
seen = []
Start = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_char_p, ctypes.POINTER(ctypes.c_char_p))
on_start = Start(lambda _, name, __: seen.append(name.decode()))
expat.XML_SetStartElementHandler(parser, on_start)
print(expat.XML_ExpatVersion().decode(), "defers" if hasattr(expat, "XML_SetReparseDeferralEnabled") else "")
for piece in [b"<r>", b'<deal title="' + b"x" * 5000, b"y" * 100, b'"/>']:
    assert expat.XML_Parse(parser, piece, len(piece), 0) == 1
print("elements while the text goes on:", " ".join(seen))
assert expat.XML_Parse(parser, b"</r>", 4, 1) == 1
print("elements at its end:", " ".join(seen))
PY
for version in 2.5.0-1+deb12u2 2.5.0-1+deb12u5; do
  out=$(python3 try.py $version) || exit 2
  printf '%s\n%s\n' "libexpat1 $version" "$out"
  [ "$out" = 'expat_2.5.0 defers
elements while the text goes on: r
elements at its end: r deal' ] || exit 1
done

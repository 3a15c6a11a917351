#!/usr/bin/env bash
# Two people each add a tag to one shared task, offline; after syncing both have one of the two tags, and nobody is told.
#
# Seen with taskwarrior 2.6.2 and its server taskd 1.1.0 (Debian 12). Two clients share an account and have the same task.
# One adds +one, the other +two; then the first syncs, the second, and the first again. All syncs say "Sync successful",
# and the task has the later tag alone on both sides. Edits of different attributes (project, priority) both arrive.
# Source: Daemon::patch in taskd's src/daemon.cpp applies changed attributes in order of their time; tags are one attribute,
# a text with commas, so the later text replaces the earlier. The same happens to two values of one attribute.
# Why it matters: a list that is kept as one value loses additions wherever the last writer wins. Tags mark what is to be
# done with a task, and an account without the tag looks like one on which nobody ever put it.
set -u
for need in apt-get dpkg-deb; do command -v $need >/dev/null 2>&1 || { echo "$need is missing"; exit 2; }; done
folder=$(mktemp -d) || exit 2
server=
trap '[ -n "$server" ] && kill "$server" 2>/dev/null; rm -rf "$folder"' EXIT
cd "$folder" || exit 2
chmod 755 . && apt-get -qq download taskwarrior taskd gnutls-bin libunbound8 libopts25 libevent-2.1-7 >/dev/null 2>&1 ||
  { echo 'the packages cannot be downloaded; an apt-get update may help'; exit 2; }
for package in *.deb; do dpkg-deb -x "$package" root || exit 2; done
export PATH=$folder/root/usr/bin:$PATH LD_LIBRARY_PATH=$(echo "$folder"/root/usr/lib/*-linux-gnu)
export HOME=$folder
for tool in task taskd certtool; do $tool --version >/dev/null 2>&1 || { echo "$tool does not start here"; exit 2; }; done
cp -r root/usr/share/taskd/pki pki
(cd pki && sed -i 's/BITS=4096/BITS=2048/' vars && ./generate >/dev/null 2>&1) || { echo 'no certificates could be made'; exit 2; }
mkdir data
export TASKDDATA=$folder/data
port=$((20000 + $$ % 20000))
taskd init >/dev/null || exit 2
for name in client.cert client.key server.cert server.key server.crl ca.cert; do
  cp "pki/$name.pem" data/ && taskd config --force $name "$folder/data/$name.pem" >/dev/null
done
taskd config --force log "$folder/log" >/dev/null
taskd config --force server localhost:$port >/dev/null
taskd add org Team >/dev/null
key=$(taskd add user Team Anna | sed -n 's/New user key: //p')
taskd server --data data >/dev/null 2>&1 &
server=$!
sleep 1
for client in a b; do
  mkdir -p $client/data
  cat >$client/rc <<RC
data.location=$folder/$client/data
confirmation=off
taskd.certificate=$folder/pki/client.cert.pem
taskd.key=$folder/pki/client.key.pem
taskd.ca=$folder/pki/ca.cert.pem
taskd.server=localhost:$port
taskd.credentials=Team/Anna/$key
RC
done
a() { TASKRC=$folder/a/rc task "$@" </dev/null 2>&1; }
b() { TASKRC=$folder/b/rc task "$@" </dev/null 2>&1; }
a add Website >/dev/null
a sync init >/dev/null || { echo 'the server does not answer'; exit 2; }
b sync init >/dev/null || { echo 'the server does not answer'; exit 2; }
a 1 modify +one project:Acme >/dev/null
sleep 2
b 1 modify +two priority:H >/dev/null
printf 'taskwarrior %s, %s\n' "$(task --version)" "$(taskd --version | grep -o 'taskd [0-9.]*' | head -1)"
for client in a b a; do printf '%s: %s\n' $client "$($client sync | grep -o 'Sync successful.*')"; done
show() { $1 rc.json.array=0 rc.verbose=nothing export | grep -o '"\(project\|priority\)":"[^"]*"\|"tags":\[[^]]*\]' | sort | tr '\n' ' '; }
printf 'a has %s\nb has %s\n' "$(show a)" "$(show b)"
expected='"priority":"H" "project":"Acme" "tags":["two"] '
[ "$(show a)" = "$expected" ] && [ "$(show b)" = "$expected" ]

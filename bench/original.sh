#!/bin/sh
# The way of the original pipeline, from a built image to a new container: save, gzip, scp, load, stop, run, wait.
# Arguments: ssh configuration, host, image, port of the application. Prints the bytes it sends, and `running` when the
# new container runs, which is before it answers.
set -eu
config=$1 host=$2 image=$3 port=$4
archive=$(mktemp)
docker save "$image" | gzip >"$archive"
wc -c <"$archive" | tr -d ' '
scp -q -F "$config" "$archive" "$host:/tmp/image.tar.gz"
rm -f "$archive"
ssh -F "$config" "$host" "gunzip -c /tmp/image.tar.gz | docker load -q >/dev/null
  docker stop original >/dev/null 2>&1; docker rm original >/dev/null 2>&1
  docker run -d --name original -p 127.0.0.1:5001:$port '$image' >/dev/null
  echo running
  sleep 10
  docker inspect -f '{{.State.Running}}' original | grep -q true; rm -f /tmp/image.tar.gz"

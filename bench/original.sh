#!/bin/sh
# The way of the original pipeline, from a changed file to a new container: build, save, gzip, scp, load, stop, run,
# wait. Arguments: ssh configuration, host, image, base image. Prints the bytes it sent.
set -eu
config=$1 host=$2 image=$3 base=$4
archive=$(mktemp)
docker build -q -f apps/task-api/Dockerfile --build-arg "BASE_IMAGE=$base" --build-arg "EXTRA_CA=${EXTRA_CA:-}" -t "$image" . >/dev/null
docker save "$image" | gzip >"$archive"
scp -q -F "$config" "$archive" "$host:/tmp/image.tar.gz"
ssh -F "$config" "$host" "gunzip -c /tmp/image.tar.gz | docker load -q >/dev/null
  docker stop original >/dev/null 2>&1; docker rm original >/dev/null 2>&1
  docker run -d --name original -p 127.0.0.1:5001:5000 '$image' >/dev/null
  sleep 10
  docker inspect -f '{{.State.Running}}' original | grep -q true; rm -f /tmp/image.tar.gz"
wc -c <"$archive" | tr -d ' '
rm -f "$archive"

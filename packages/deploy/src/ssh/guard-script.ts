/**
 * The dead-man switch, as functions of the channel script (POSIX sh). While the traffic is moved but not yet
 * confirmed, the file `armed-<fence>` says how to go back. Whoever renames it has decided: `confirm`, or `expire`, which
 * runs at the end of the script's input, when the deployer was not heard for some seconds, and when the next holder of the lock finds the file.
 * Seconds are counted, not read from a clock, so that a clock that jumps does nothing.
 */
export const guardScript = `
# Sends a line to a unix socket: with perl, which every Debian has, or what else there is.
tell() {
  if command -v perl >/dev/null; then
    timeout 10 perl -MIO::Socket::UNIX -e '$s = IO::Socket::UNIX->new(Peer => shift) or exit 1; print $s shift, "\\n"; $s->flush; print while <$s>' "$1" "$2"
  elif command -v socat >/dev/null; then printf '%s\\n' "$2" | socat -t 5 - "UNIX-CONNECT:$1"
  else
    timeout 10 python3 -c 'import socket, sys
s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); s.sendall((sys.argv[2] + "\\n").encode())
while s.recv(4096): pass' "$1" "$2"
  fi
}
# Arguments: file, a line. On the disk when it returns, the file's name too; what a crash cut short stays a line of its own.
note() {
  [ ! -s "$1" ] || [ -z "$(tail -c 1 "$1")" ] || echo >>"$1" || return
  printf '%s\\n' "$2" >>"$1" && sync "$1" "$(dirname "$1")"
}
expire() {
  mv "$1" "$1.expired" 2>/dev/null || return 0
  { IFS= read -r socket; IFS= read -r command; IFS= read -r began; IFS= read -r record; } <"$1.expired"
  # A proxy that does not answer is starting, with a file that names the old release.
  tell "$socket" "$command" >/dev/null 2>&1
  note "$folder/journal.jsonl" "$(printf '{"at":"%s","ms":%s,"error":"the host went back by itself: %s",%s' \\
    "$(date -u +%Y-%m-%dT%H:%M:%S.000Z)" "$((($(date +%s) - began) * 1000))" "$2" "$record")"
  rm -f "$1.expired"
}
# Counts a second of silence; any request begins anew.
silence() {
  sleep 1
  printf . >>"$missed" && wc -c <"$missed"
}
# Argument: seconds. Whoever is silent for much longer loses the lock as well, which a connection that is half open would keep.
guard() {
  while [ -e "$armed" ]; do
    [ "$(silence)" -lt "$1" ] || expire "$armed" "nothing was heard of the deployer for $1 s"
  done
  while [ "$(wc -c <"$missed")" -ge "$1" ]; do
    [ "$(silence)" -lt "$(($1 * 5 / 2))" ] || { rm -f "$missed"; evict $$; return; }
  done
  rm -f "$missed"
}
# Arguments: runtime socket, the command that goes back, the journal record of it, seconds, the proxy's file.
# The guard shares the lock on moved traffic for as long as it runs, whatever becomes of the deployer.
arm() {
  command -v perl >/dev/null || command -v socat >/dev/null || command -v python3 >/dev/null ||
    { echo 'a host that goes back by itself needs perl, socat or python3'; return 1; }
  exec 8>>"$5.moved"
  flock -s -w 30 8 || { echo 'another application of this host reloads the proxy'; return 75; }
  : >"$missed"
  printf '%s\\n' "$1" "$2" "$(date +%s)" "$3" >"$folder/arming-$fence" && sync "$folder/arming-$fence" &&
    mv "$folder/arming-$fence" "$armed" || return
  # A function's own redirections leave copies of what they hide, which would keep the channel open.
  (exec </dev/null >/dev/null 2>&1; guard "$4") &
}
beat() {
  if [ -e "$armed" ]; then echo armed; else echo expired; fi
}
disarm() {
  command -v perl >/dev/null || command -v socat >/dev/null || command -v python3 >/dev/null ||
    { echo 'a host that goes back by itself needs perl, socat or python3'; return 1; }
  if mv "$armed" "$folder/disarmed-$fence" 2>/dev/null; then rm -f "$folder/disarmed-$fence"; echo disarmed; else echo expired; fi
}
# Arguments: those of \`prepared\`, for the configuration file. It is the durable truth: it changes here, or not at all.
confirm() {
  prepared "$@" || return $(($? == 65 ? 0 : $?))
  if [ "$(disarm)" = disarmed ]; then mv -f "$file.new" "$file" && sync "$(dirname "$file")" && echo confirmed; else rm -f "$file.new"; echo expired; fi
}
`;

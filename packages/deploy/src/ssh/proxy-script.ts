/**
 * What the channel script (POSIX sh) does to the proxy that the applications of a host share. Two locks of the kernel keep
 * them apart: `<file>.lock` while the configuration file is replaced, and `<file>.moved`, which an application shares
 * while its traffic is moved in the proxy's memory alone, since a reload would put that back.
 */
export const proxyScript = `
hash_of() { sha256sum <"$1" | cut -c 1-64; }
# Arguments: a file, others. Their hashes in a line, a minus for each other that is not there, then what the first one has.
show() {
  file=$1 hashes=
  [ -r "$file" ] || { echo "$file cannot be read"; return 1; }
  for each; do
    if [ -r "$each" ]; then hashes="$hashes $(hash_of "$each")"; else hashes="$hashes -"; fi
  done
  echo "\${hashes# }"
  cat "$file"
}
# Arguments: file, its text. Never for everybody to read.
put() {
  mkdir -p "$(dirname "$1")" && rm -f "$1.new" && printf '%s' "$2" >"$1.new" && sync "$1.new" && mv -f "$1.new" "$1"
}
# Arguments: a file, then \`text\` and what it is to have, or \`edit\`, a script of sed(1) that makes it, and the hash of what has to come of it.
# 65: nothing else was wrong than that this did not come of it, for whatever reason.
checked() {
  rm -f "$1.new" || return
  case $2 in
    text) printf '%s' "$3" >"$1.new" || return;;
    edit)
      { feed "$3" sed -f /dev/stdin "$1" >"$1.new" && [ "$(hash_of "$1.new")" = "$4" ]; } 2>/dev/null ||
        { rm -f "$1.new"; return 65; };;
  esac
  haproxy -c -q -f "$1.new" && sync "$1.new"
}
# Arguments: file, hash of what the new text was made from, that text as \`checked\` takes it, which is then beside it. 65: said why not.
prepared() {
  hold "$1" || return
  [ "$(hash_of "$1")" = "$2" ] || { echo changed; return 65; }
  file=$1; shift 2
  checked "$file" "$@" || { set -- $?; [ "$1" != 65 ] || echo different; return "$1"; }
}
hold() {
  exec 8>>"$1.lock"
  flock -w 30 8 || { echo "$1 is kept locked"; return 75; }
}
# Arguments: those of \`prepared\`.
replace() {
  prepared "$@" || return $(($? == 65 ? 0 : $?))
  mv -f "$file.new" "$file" && sync "$(dirname "$file")" && echo replaced
}
process_of() { tell "$1" 'show info' 2>/dev/null | sed -n 's/^Pid: //p'; }
# Arguments: file, runtime socket, master socket, seconds to wait for other applications.
reload() {
  exec 8>>"$1.moved"
  flock -w "$4" 8 || { echo 'another application of this host is in the middle of its switch'; return 75; }
  before=$(process_of "$2") turns=0
  answer=$(tell "$3" reload 2>&1)
  case $answer in *[Ff]ail*) echo "$answer"; return 1;; esac
  while now=$(process_of "$2"); [ -z "$now" ] || [ "$now" = "$before" ]; do
    turns=$((turns + 1))
    [ "$turns" -lt 100 ] || { echo 'it did not take its new configuration'; tell "$3" 'show proc'; return 1; }
    sleep 0.1
  done
}
`;

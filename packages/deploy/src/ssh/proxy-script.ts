/**
 * What the channel script (POSIX sh) does to the proxy that the applications of a host share. Two locks of the kernel keep
 * them apart: `<file>.lock` while the configuration file is replaced, and `<file>.moved`, which an application shares
 * while its traffic is moved in the proxy's memory alone, since a reload would put that back.
 */
export const proxyScript = `
hash_of() { sha256sum <"$1" | cut -c 1-64; }
# Argument: a file. Its hash, then what it has.
show() { hash_of "$1" && cat "$1"; }
# Arguments: file, its text. Never for everybody to read.
put() {
  mkdir -p "$(dirname "$1")" && rm -f "$1.new" && printf '%s' "$2" >"$1.new" && sync "$1.new" && mv -f "$1.new" "$1"
}
checked() {
  rm -f "$1.new" && printf '%s' "$2" >"$1.new" && haproxy -c -q -f "$1.new" && sync "$1.new"
}
hold() {
  exec 8>>"$1.lock"
  flock -w 30 8 || { echo "$1 is kept locked"; return 75; }
}
# Arguments: file, hash of what the new text was made from, that text.
replace() {
  hold "$1" || return
  [ "$(hash_of "$1")" = "$2" ] || { echo changed; return 0; }
  checked "$1" "$3" && mv -f "$1.new" "$1" && sync "$(dirname "$1")" && echo replaced
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

/**
 * One look at a host, as a function of the channel script (POSIX sh); check/host-facts.ts reads what it prints.
 * The lock is looked up in the kernel's table: to try it would keep a deployment off for that moment. proc(5), locks: the
 * sixth column ends with the inode; net/tcp: 0A is LISTEN, the port is the hexadecimal end of the second column; net/unix: 00010000 listens.
 */
export const factsScript = `
# Arguments: where the engine keeps images, the state folder.
facts() {
  socket=/var/run/docker.sock
  printf 'now %s\\n' "$(date +%s%3N)"
  set -- "$1" "$2" $(df -Pk "$1" 2>/dev/null | tail -n 1)
  printf 'free %s\\n' "\${6-}"
  set -- "$1" "$2" $(df -Pi "$1" 2>/dev/null | tail -n 1)
  printf 'allinodes %s\\ninodes %s\\n' "\${4-}" "\${6-}"
  printf 'ports %s\\n' "$(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | while read -r _ here _ state _; do [ "$state" = 0A ] && printf '%s ' "\${here##*:}"; done)"
  if ! grep -q ' 00010000 .*/run/docker[.]sock$' /proc/net/unix; then echo engine absent; elif [ -w "$socket" ]; then echo engine open; else echo engine denied; fi
  if [ -d "$2" ]; then place=$2; else place=$(dirname "$2"); fi
  if [ -w "$place" ]; then echo state writable; fi
  missing=
  for program in flock haproxy timeout; do command -v "$program" >/dev/null || missing="$missing$program "; done
  command -v perl >/dev/null || command -v socat >/dev/null || command -v python3 >/dev/null || missing="\${missing}perl "
  printf 'missing %s\\n' "$missing"
  if [ -e "$2/lock" ]; then
    inode=$(stat -c %i "$2/lock")
    if grep -q "FLOCK.*:$inode " /proc/locks 2>/dev/null; then printf 'lock %s\\n' "$(head -n 1 "$2/owner" 2>/dev/null)"; fi
  fi
}
`;

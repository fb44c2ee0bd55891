import { factsScript } from './facts-script.ts';
import { guardScript } from './guard-script.ts';
import { proxyScript } from './proxy-script.ts';
import { pullFunctions } from './pull-functions.ts';

/**
 * The program at the host's end of the command channel (POSIX sh). Arguments: state folder, mode (`lock` or
 * `read`), owner, token of the deployment. It takes the kernel's lock on the state folder when asked to, answers `ready <fence>` or
 * `locked <owner>`, then runs one argv a line and answers `<exit code> <bytes>`, newline, output. At the end of its input it lets go of the lock and says `bye`.
 * A holder of the lock with the same token is this very deployment over a connection that has ended: it is put out.
 * The lock ends with this process, so it cannot outlive the connection; at the end of its input an armed host goes back.
 */
export const channelScript: string = `set -u
umask 027
PATH=$PATH:/usr/sbin:/sbin
# sshd may have taken over the deployer's language, and what programs say is read by this program.
export LC_ALL=C
nl='
'
trap '' PIPE HUP
folder=$1 mode=$2 owner=$3 token=$4 fence=0
parent_of() { sed -n 's/^PPid:[^0-9]*//p' "/proc/$1/status"; }
# Argument: the process of a channel. With the sshd above it go its forwards.
evict() {
  above=$(parent_of "$1") && kill "$1" || return
  for turn in 1 2; do
    case $(cat "/proc/$above/comm") in
      sshd*) kill "$above"; return;;
      *sh) above=$(parent_of "$above");;
      *) return;;
    esac
  done
}
take_over() {
  read -r held pid <"$folder/holder" && [ "$held" = "$token" ] && evict "$pid" && flock -w 5 9
}
# Arguments: a line, a command that gets it as its input: of arguments everybody on the host can read those of a process.
feed() { line=$1; shift; printf '%s\\n' "$line" | "$@"; }
${factsScript}${guardScript}${proxyScript}${pullFunctions}
if [ "$mode" = lock ]; then
  mkdir -p "$folder" || { echo "unwritable $folder"; exit 73; }
  exec 9>>"$folder/lock" || { echo "unwritable $folder"; exit 73; }
  flock -n 9 || take_over 2>/dev/null || { echo "locked $(cat "$folder/owner" 2>/dev/null)"; exit 75; }
  fence=$(($(cat "$folder/fence" 2>/dev/null || echo 0) + 1))
  echo "$fence" >"$folder/fence.new" && mv -f "$folder/fence.new" "$folder/fence" || { echo "unwritable $folder"; exit 73; }
  printf '%s\\n' "$owner" >"$folder/owner"
  printf '%s\\n' "$token $$" >"$folder/holder"
  for left in "$folder"/armed-*; do expire "$left" 'it was restarted'; done
  # A guard that went down with its host.
  rm -f "$folder"/missed-* "$folder"/arming-*
  # For the next connection; one that finds none gets it again.
  [ -z "\${sent-}" ] || { printf %s "$program" >"$folder/program.new" && mv -f "$folder/program.new" "$folder/program"; } 2>/dev/null ||
    rm -f "$folder/program.new"
fi
armed=$folder/armed-$fence missed=$folder/missed-$fence
echo "ready $fence"
while IFS= read -r request; do
  [ ! -e "$missed" ] || : >"$missed"
  eval "set -- $request"
  output=$(exec 2>&1 9>&- </dev/null; "$@")
  status=$?
  printf '%s %s\\n%s' "$status" "$(printf '%s' "$output" | wc -c | tr -d ' ')" "$output"
done
expire "$armed" 'the connection to the deployer ended'
exec 9>&-
echo bye`;

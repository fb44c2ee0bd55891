import { guardScript } from './guard-script.ts';
import { proxyScript } from './proxy-script.ts';

/**
 * The program at the host's end of the command channel (POSIX sh). Arguments: state folder, mode (`lock` or
 * `read`), owner. It takes the kernel's lock on the state folder when asked to, answers `ready <fence>` or
 * `locked <owner>`, then runs one argv a line and answers `<exit code> <bytes>`, newline, output. At the end of its input it lets go of the lock and says `bye`.
 * The lock ends with this process, so it cannot outlive the connection; at the end of its input an armed host goes back.
 */
export const channelScript: string = `
set -u
umask 027
PATH=$PATH:/usr/sbin:/sbin
nl='
'
trap '' PIPE HUP
folder=$1 mode=$2 owner=$3 fence=0
${guardScript}${proxyScript}
if [ "$mode" = lock ]; then
  mkdir -p "$folder" || { echo "unwritable $folder"; exit 73; }
  exec 9>>"$folder/lock" || { echo "unwritable $folder"; exit 73; }
  flock -n 9 || { echo "locked $(cat "$folder/owner" 2>/dev/null)"; exit 75; }
  fence=$(($(cat "$folder/fence" 2>/dev/null || echo 0) + 1))
  echo "$fence" >"$folder/fence.new" && mv -f "$folder/fence.new" "$folder/fence" || { echo "unwritable $folder"; exit 73; }
  printf '%s\\n' "$owner" >"$folder/owner"
  for left in "$folder"/armed-*; do expire "$left" 'it was restarted'; done
fi
armed=$folder/armed-$fence
echo "ready $fence"
while IFS= read -r request; do
  eval "set -- $request"
  output=$(exec 2>&1 9>&- </dev/null; "$@")
  status=$?
  printf '%s %s\\n%s' "$status" "$(printf '%s' "$output" | wc -c | tr -d ' ')" "$output"
done
expire "$armed" 'the connection to the deployer ended'
exec 9>&-
echo bye
`;

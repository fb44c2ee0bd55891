import { pullScript } from './pull-script.ts';
import { quoteWord } from './quote.ts';

/** What the channel script (POSIX sh) does with pulls that outlive it, each told of by a note: see {@link pullScript}. */
export const pullFunctions: string = `
pulling=${quoteWord(pullScript)}
# Arguments: a process, when it began: the fields of proc_pid_stat(5) from the third on, of which starttime is the 22nd.
lives() {
  process=$1 began=$2
  stat=$(cat "/proc/$process/stat" 2>/dev/null) || return
  set -- \${stat##*) }
  [ "$1" != Z ] && [ "\${20}" = "$began" ]
}
# As those. For 5 s at most.
end() {
  lives "$1" "$2" && kill "$1" 2>/dev/null || return 0
  for turn in $(seq 500); do
    lives "$1" "$2" || return 0
    sleep 0.01
  done
}
# Input and arguments are those of the script. Prints nothing on a host without perl and these of its modules.
keep_pulling() {
  modules='-MPOSIX=setsid -MIO::Socket::UNIX -MIO::Socket::INET'
  # Who feeds it must not find the pipe closed.
  perl $modules -e 1 2>/dev/null || { cat >/dev/null; return 0; }
  umask 077
  rm -f "$2".said.*
  perl $modules -e "$pulling" "$@"
}
# Argument: a note. Prints what it tells of a pull that still goes on.
left_pull() {
  { read -r pid began rest <"$1"; } 2>/dev/null && lives "$pid" "$began" && echo "$pid $began $rest" || :
}
# Arguments: process, when it began, the file with what the engine said. A second at most, so that others get their turn on the
# channel: prints what it said, nothing when nobody knows, or \`pulls\`.
await_pull() {
  for turn in $(seq 20); do
    lives "$1" "$2" || break
    if [ -e "$3" ]; then end "$1" "$2"; break; fi
    sleep 0.05
    [ "$turn" -lt 20 ] || { echo pulls; return; }
  done
  cat "$3" 2>/dev/null && rm "$3" || :
}
# As those.
stop_pull() {
  end "$1" "$2"
  rm -f "$3"
}
# Arguments: the application's own note, what to do with each of the others that were left. Prints their applications.
other_pulls() {
  for note in "\${1%/*/*}"/*/pull; do
    place=\${note%/pull}
    [ "$note" != "$1" ] && [ -r "$note" ] && [ -r "$place/lock" ] || continue
    { read -r pid began rest <"$note"; } 2>/dev/null && lives "$pid" "$began" || continue
    [ -n "$(find "$note.port" -mmin +1 2>/dev/null)" ] || continue
    (flock -n 9 && "$2" "$pid" "$began" && echo "\${place##*/}") 9<"$place/lock"
  done
  :
}
`;

import { status } from '@pipeline-lab/deploy';
import { inside } from '@pipeline-lab/lab';
import type { TestLab } from '../../packages/cli/test/lab.ts';
import { switchCommands } from '../../packages/deploy/src/proxy/proxy.ts';
import { proxyRuntimeSocket } from '../../packages/deploy/src/proxy/sockets.ts';
import { serverOf } from '../../packages/deploy/src/rollout/replicas.ts';

/** Milliseconds of each command, connection included. */
export interface SwitchTimes {
  readonly switches: readonly number[];
  readonly nothing: readonly number[];
}

const rounds = 200;

/** Sends each line of its arguments to the proxy in turn, and prints how long the answer took. */
const timer = `use IO::Socket::UNIX; use Time::HiRes qw(time sleep);
my ($path, $rounds, @lines) = @ARGV;
for my $round (1 .. $rounds) {
  for my $line (@lines) {
    my $began = time;
    my $proxy = IO::Socket::UNIX->new(Peer => $path) or die "no proxy: $!";
    print $proxy "$line\\n"; $proxy->flush;
    my $said = join "", <$proxy>;
    printf "%.4f %s\\n", (time - $began) * 1000, $said =~ s/\\s+/ /gr;
    sleep 0.02;
  }
}`;

/** Moves the traffic of a host with two running releases back and forth, with the commands that a deployment uses. */
export async function measureSwitches(lab: TestLab): Promise<SwitchTimes> {
  const { app } = lab.app;
  const { state } = await status(lab.app, lab.host.host, new AbortController().signal);
  const [one, two, ...more] = state.releases
    .filter(({ running }) => running)
    .map(({ id, slot }) => serverOf(lab, id, slot, 1));
  if (one === undefined || two === undefined || more.length > 0)
    throw new Error(`two releases have to run, not ${state.releases.length}`);
  const there = switchCommands(app, two, [one]).join('; ');
  const back = switchCommands(app, one, [two]).join('; ');
  const nothing = `get weight ${app}/${one.name}`;
  const lines = [there, nothing, back, nothing].map((line) => `'${line}'`).join(' ');
  const said = await inside(
    lab.engine.docker,
    lab.host,
    `perl -e '${timer.replaceAll("'", `'\\''`)}' ${proxyRuntimeSocket} ${rounds / 2} ${lines}`,
  );
  const answers = said.trim().split('\n');
  const wrong = answers.filter((_, at) => at % 2 === 0).find((line) => !/^[\d.]+ *$/.test(line.trim()));
  if (wrong !== undefined) throw new Error(`the proxy did not switch: ${wrong}`);
  const times = answers.map(Number.parseFloat);
  return {
    switches: times.filter((_, at) => at % 2 === 0),
    nothing: times.filter((_, at) => at % 2 === 1),
  };
}

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createUplink,
  hostThrough,
  type LabHost,
  type Relay,
  sshPortOf,
  type Uplink,
} from '@pipeline-lab/lab';
import { buildSmall, smallServer, type TestLab } from '../../packages/cli/test/lab.ts';
import { archiveOfPackages, pieceSize, piecesOfCode } from './code.ts';
import { type Benchmark, type Figure, kilobytes, quantile, seconds, times } from './figures.ts';
import { benchLab, projectFor } from './lab.ts';

const sizes: readonly number[] = [1, 5, 20];
const rounds = 3;
const file = 'watch: 1\ndrain: 1\nkeep: 2\nresources: { memory: 64 }';

/** The same change goes to one host, to five and to twenty over one line. */
export const manyHosts: Benchmark = {
  name: 'many-hosts',
  title: 'Twenty hosts over one line',
  how: `Medians of ${rounds}: \`./plab deploy\` of a change of ${kilobytes(pieceSize)} to lab hosts, each with an SSH server, a Docker engine and a proxy of its
own, all over one line of 20 Mbit/s and 40 ms. All of them and the deployer share this machine’s cores, which real hosts do not:
what grows here is mostly their work. Bytes are all that went into the line.`,
  async run(count = 20) {
    const lab = await benchLab({ cold: true });
    const uplink = createUplink({ bytesPerSecond: 20e6 / 8, latency: 20 });
    try {
      const hosts = await hostsOf(lab, count);
      const wanted = sizes.filter((size) => size < count).concat(count);
      const pieces = piecesOfCode(archiveOfPackages(), wanted.length * rounds);
      const build = async (version: string, piece: Buffer): Promise<string> =>
        await buildSmall(lab, version, [], {
          source: `${smallServer(version)}__END__\n${piece.toString('latin1')}`,
        });
      await deployToAll(lab, hosts, await build('many-first', pieces[0] ?? Buffer.alloc(0)));
      const fleet = await throughLine(lab, hosts, uplink);
      const measured: Measured[] = [];
      for (const size of wanted) {
        const runs = [];
        for (let round = 0; round < rounds; round += 1) {
          const version = `many-${size}-${round}`;
          const image = await build(version, pieces[measured.length * rounds + round] ?? Buffer.alloc(0));
          runs.push(await deployThrough(lab, fleet, size, image));
          console.error(size, runs.at(-1));
        }
        measured.push(medianOf(size, runs));
      }
      return figuresOf(measured);
    } finally {
      await uplink.close();
      await lab.destroy();
    }
  },
};

interface Fleet {
  readonly names: readonly string[];
  readonly sshConfigFile: string;
  readonly relays: readonly Relay[];
}

interface Measured {
  readonly size: number;
  readonly ms: number;
  readonly bytes: number;
}

async function hostsOf(lab: TestLab, count: number): Promise<LabHost[]> {
  const hosts = [lab.host];
  for (let at = 1; at < count; at += 1) {
    hosts.push(await lab.addHost(`host-${at}`));
    console.error(`host ${at + 1} of ${count}`);
  }
  return hosts;
}

async function deployToAll(lab: TestLab, hosts: readonly LabHost[], image: string): Promise<void> {
  const names = hosts.map(({ host }) => host.name);
  const direct = await projectFor(lab, file, { sshConfigFile: lab.host.sshConfigFile, hosts: names });
  await direct.plab(['deploy', 'production', '--image', image]);
}

/** Every host behind a relay of the one line. */
async function throughLine(lab: TestLab, hosts: readonly LabHost[], uplink: Uplink): Promise<Fleet> {
  const relays = [];
  const configs = [];
  for (const host of hosts) {
    const relay = await uplink.relay(await sshPortOf(host));
    relays.push(relay);
    const { sshConfigFile = '' } = await hostThrough(host, relay.port);
    configs.push(await readFile(sshConfigFile, 'utf8'));
  }
  const sshConfigFile = join(lab.stateDir, 'line');
  await writeFile(sshConfigFile, configs.join(''), { mode: 0o600 });
  return { names: hosts.map(({ host }) => host.name), sshConfigFile, relays };
}

async function deployThrough(
  lab: TestLab,
  { names, sshConfigFile, relays }: Fleet,
  size: number,
  image: string,
): Promise<Measured> {
  const project = await projectFor(lab, file, { sshConfigFile, hosts: names.slice(0, size) });
  const sent = (): number => relays.reduce((sum, relay) => sum + relay.sent(), 0);
  const before = sent();
  const ms = await project.plab(['deploy', 'production', '--image', image]);
  return { size, ms, bytes: sent() - before };
}

function medianOf(size: number, runs: readonly Measured[]): Measured {
  const median = (of: (run: Measured) => number): number => quantile(runs.map(of), 0.5);
  return { size, ms: median(({ ms }) => ms), bytes: median(({ bytes }) => bytes) };
}

function figuresOf(measured: readonly Measured[]): Figure[] {
  const [one] = measured;
  if (one === undefined) return [];
  return measured.slice(1).flatMap(({ size, ms, bytes }) => [
    {
      what: `Command to its end, ${size} hosts`,
      measured: seconds(ms),
      against: `one host: ${seconds(one.ms)}`,
      ratio: times(ms / one.ms),
      limit: { text: `under ${size}`, kept: ms / one.ms < size },
    },
    {
      what: `Bytes into the line, ${size} hosts`,
      measured: kilobytes(bytes),
      against: `${size} times those to one host: ${kilobytes(size * one.bytes)}`,
      ratio: times(bytes / (size * one.bytes)),
      limit: { text: 'at most 1', kept: bytes <= size * one.bytes },
    },
  ]);
}

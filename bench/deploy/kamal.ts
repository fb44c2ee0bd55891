import { createUplink, hostThrough, sshPortOf, type Uplink } from '@pipeline-lab/lab';
import type { TestLab } from '../../packages/cli/test/lab.ts';
import { type BigImage, bigImage } from './big-image.ts';
import { type Benchmark, type Figure, kilobytes, seconds, times } from './figures.ts';
import { type Kamal, kamalWay } from './kamal-way.ts';
import { benchLab, projectFor } from './lab.ts';
import { type Run, runOnce, summaryOf, type Version, type Way } from './visited.ts';

/** The same change, by Kamal's own code and by `plab`, to a host each. */
export const kamalPeer: Benchmark = {
  name: 'kamal',
  title: 'Against Kamal',
  how: `A change of 192 kB in an image of 354 MB, built before; medians, both in turn. Meanwhile 100 requests a second that are never tried again,
a stream and a WebSocket; both ways give the old release a second to drain. Kamal’s time begins with \`docker push\` to a registry on this machine; then \`kamal deploy --skip-push\`
pulls through its own tunnel. Runs only where \`KAMAL\` (a line of shell that runs its code), \`KAMAL_REGISTRY\` (\`localhost:PORT\`) and
\`KAMAL_PROXY_IMAGE\` say what there is; [how it was made to run](../CONTRIBUTING.md#kamal-as-a-peer).`,
  async run(count = 5) {
    const kamal = kamalHere();
    const lab = await benchLab();
    const uplink = createUplink({ bytesPerSecond: Infinity });
    let image: BigImage | undefined;
    try {
      const host = await lab.addHost('kamal');
      image = await bigImage(lab, count + 1);
      const ours = await ourWay(lab, uplink);
      const theirs = await kamalWay(lab, kamal, host, await uplink.relay(await sshPortOf(host)));
      const first = await build(lab, image, 'kamal-first');
      await ours.deploy(first);
      await theirs.prepare(first);
      await theirs.deploy(first);
      const runs: { plab: Run[]; kamal: Run[] } = { plab: [], kamal: [] };
      for (let round = 0; round < count; round += 1) {
        const next = await build(lab, image, `kamal-${round}`);
        runs.plab.push(await runOnce(ours, next));
        runs.kamal.push(await runOnce(theirs, next));
        console.error('plab', runs.plab.at(-1), 'kamal', runs.kamal.at(-1));
      }
      return figuresOf(summaryOf(runs.plab), summaryOf(runs.kamal), count);
    } finally {
      await image?.remove();
      await uplink.close();
      await lab.destroy();
    }
  },
};

function kamalHere(): Kamal {
  const { KAMAL: command, KAMAL_REGISTRY: registry, KAMAL_PROXY_IMAGE: proxyImage } = process.env;
  if (command === undefined || registry === undefined || proxyImage === undefined)
    throw new Error('KAMAL, KAMAL_REGISTRY and KAMAL_PROXY_IMAGE have to be set');
  return { command, registry, proxyImage };
}

/** Kamal wants the label. */
async function build({ app }: TestLab, image: BigImage, version: string): Promise<Version> {
  return { version, image: await image.build(version, `LABEL service=${app.app}`) };
}

async function ourWay(lab: TestLab, uplink: Uplink): Promise<Way> {
  const relay = await uplink.relay(await sshPortOf(lab.host));
  const { sshConfigFile = '' } = await hostThrough(lab.host, relay.port);
  const project = await projectFor(lab, 'watch: 1\ndrain: 1\nkeep: 2', { sshConfigFile });
  return {
    url: lab.url,
    sent: relay.sent,
    deploy: async ({ image }) => await project.plab(['deploy', 'production', '--image', image]),
  };
}

function figuresOf(plab: Run, kamal: Run, count: number): Figure[] {
  return [
    {
      what: 'Command to first new answer',
      measured: seconds(plab.ms),
      against: `Kamal: ${seconds(kamal.ms)}`,
      ratio: `${times(kamal.ms / plab.ms)} times faster`,
    },
    {
      what: 'Bytes to the host over SSH',
      measured: kilobytes(plab.bytes),
      against: `Kamal: ${kilobytes(kamal.bytes)}`,
      ratio: `${times(kamal.bytes / plab.bytes)} times fewer`,
    },
    {
      what: `Lost in ${count} deployments: requests; streams and WebSockets that were cut`,
      measured: `${plab.lost}; ${plab.cut}`,
      against: `Kamal: ${kamal.lost}; ${kamal.cut}`,
      limit: { text: '0; 0', kept: plab.lost === 0 && plab.cut === 0 },
    },
  ];
}

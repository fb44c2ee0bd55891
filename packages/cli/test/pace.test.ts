import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deploy, type DeployEvent } from '@pipeline-lab/deploy';
import { createUplink, hostThrough, type Relay, sshPortOf } from '@pipeline-lab/lab';
import { buildSmall, createLab, deployTo, requestOf, type TestLab } from './lab.ts';

const { signal } = new AbortController();
const megabyte = 1_000_000;
let lab: TestLab;

before(async () => {
  lab = await createLab({ cold: true });
  await deployTo(lab, await buildSmall(lab, 'unpaced'));
});

after(async () => await lab.destroy());

/** Bytes of the layers that were given and are not through the line, four times a second. Random ones stay as many in the tunnel. */
async function buffered(image: string, relay: Relay): Promise<number[]> {
  const host = await hostThrough(lab.host, relay.port);
  const seen: number[] = [];
  const report = (event: DeployEvent): void => {
    const sent = relay.sent();
    if (event.type === 'shipping' && event.bytes > megabyte && sent < 15 * megabyte)
      seen.push(event.bytes - sent);
  };
  await deploy({ ...requestOf(lab, image), hosts: [host] }, report, signal);
  return seen;
}

test('of layers no more is on its way than the line carries in less than a second, for commands wait behind it', async () => {
  const layers = [6, 6, 6].map((size) => size * megabyte);
  const image = await buildSmall(lab, 'paced', layers);
  const uplink = createUplink({ bytesPerSecond: 20e6 / 8, latency: 20 });
  try {
    const seen = await buffered(image, await uplink.relay(await sshPortOf(lab.host)));
    assert.ok(seen.length > 15, `${seen.length} looks`);
    const most = Math.max(...seen);
    assert.ok(most > 0 && most < 2 * megabyte, `${seen.join(', ')} bytes`);
  } finally {
    await uplink.close();
  }
});

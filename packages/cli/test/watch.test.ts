import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { after, before, describe, test, type TestContext } from 'node:test';
import { type DeployEvent, probe, type ProbeReport } from '@pipeline-lab/deploy';
import { cutLinks, freezeLinks, killProxy, thawLinks } from '@pipeline-lab/lab';
import { behaviours, buildVersion, createLab, deployTo, lastRecord, served, type TestLab } from './lab.ts';
import { folderWith } from './plab.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
let lab: TestLab;
/** As the lab, but the watch lasts until something ends it. */
let patient: TestLab;

before(async () => {
  lab = await createLab();
  patient = { ...lab, app: { ...lab.app, watch: 60 } };
  await deployTo(lab, await buildVersion(lab, 'watch-old', behaviours.healthy('old')));
});

after(async () => await lab.destroy());

/** Sends 200 requests a second while a task runs, from a second before it on. */
async function underTraffic(task: () => Promise<void>): Promise<ProbeReport> {
  const over = new AbortController();
  const traffic = probe(lab.url, 200, over.signal);
  await sleep(1000);
  await task().finally(() => over.abort());
  return await traffic;
}

/** Deploys what will be taken back; gives what was said. `atWatch` runs when the watch begins. */
async function deployInVain(
  image: string,
  expected: { code: string; message: RegExp },
  atWatch: () => Promise<void> = async () => undefined,
): Promise<string> {
  const said: string[] = [];
  let fault: Promise<void> | undefined;
  const report = (event: DeployEvent): void => {
    if (event.type === 'say') said.push(event.text);
    if (event.type === 'step.started' && event.step === 'watch') fault = atWatch();
  };
  await assert.rejects(deployTo(patient, image, report), expected);
  await fault;
  return said.join('\n');
}

/** Waits until the old release serves; gives the seconds that it took. */
async function untilOldServes(): Promise<number> {
  const began = performance.now();
  while ((await served(lab).catch(() => '')) !== 'old') {
    assert.ok(performance.now() - began < 60_000, 'the old release does not come back');
    await sleep(50);
  }
  return (performance.now() - began) / 1000;
}

describe('a release that turns out bad under traffic', () => {
  test('half of its requests fail: switched back with at most 200 lost', async (t) => {
    const image = await buildVersion(lab, 'watch-half', behaviours.halfBroken);
    const { sent, lost } = await underTraffic(async () => {
      await deployInVain(image, {
        code: 'PLAB_WATCH',
        message: /\d+ of \d+ .* requests failed; old release: 0 of/,
      });
    });
    t.diagnostic(`${lost} of ${sent} requests lost`);
    assert.ok(lost <= 200 && lost > 0, `${lost} of ${sent} lost`);
    assert.equal(await served(lab), 'old');
    const { result, traffic } = (await lastRecord(lab)) ?? {};
    assert.equal(result, 'rolled-back');
    // The journal counts what the users have seen.
    assert.ok(
      traffic !== undefined && Math.abs(traffic.lost - lost) <= 3,
      `${traffic?.lost} of ${traffic?.requests}`,
    );
    assert.ok(traffic.requests >= lost && traffic.requests <= sent, `${traffic.requests} of ${sent}`);
  });

  test('it dies: switched back, and its last lines are shown', async (t) => {
    const image = await buildVersion(lab, 'watch-dying', behaviours.dying);
    const { sent, lost } = await underTraffic(async () => {
      const said = await deployInVain(image, {
        code: 'PLAB_WATCH',
        message: /stopped with code 7|answered nothing|refused connection|requests failed/,
      });
      assert.match(said, /out of luck/);
    });
    t.diagnostic(`${lost} of ${sent} requests lost`);
    assert.ok(lost <= 200, `${lost} of ${sent} lost`);
    assert.equal(await served(lab), 'old');
  });

  test('it is slow: switched back, and no request is lost', async () => {
    const image = await buildVersion(lab, 'watch-slow', behaviours.slow);
    const { lost, losses } = await underTraffic(async () => {
      await deployInVain(image, {
        code: 'PLAB_WATCH',
        message: /answers took longer than \d+ ms; old release: /,
      });
    });
    assert.equal(lost, 0, losses.join('\n'));
    assert.equal(await served(lab), 'old');
  });
});

describe('a canary', () => {
  const withCanary = (steps: readonly number[]): TestLab => ({
    ...lab,
    app: { ...lab.app, canary: { steps, seconds: 20 } },
  });

  test('that fails half of its requests is found at a small share of the traffic', async (t) => {
    const image = await buildVersion(lab, 'watch-canary-half', behaviours.halfBroken);
    const phases: string[] = [];
    const { sent, lost } = await underTraffic(async () => {
      const report = (event: DeployEvent): void => void (event.type === 'phase' && phases.push(event.phase));
      const expected = { code: 'PLAB_WATCH', message: /requests failed; old release: / };
      await assert.rejects(deployTo(withCanary([1, 10, 50]), image, report), expected);
    });
    t.diagnostic(`${lost} of ${sent} requests lost`);
    assert.ok(lost <= 20, `${lost} of ${sent} lost`);
    assert.ok(!phases.includes('switch'), phases.join());
    assert.equal(await served(lab), 'old');
    assert.equal((await lastRecord(lab))?.result, 'rolled-back');
  });

  test('gets its shares of the clients, each of which stays at its release; then all of them', async () => {
    const image = await buildVersion(lab, 'watch-canary', behaviours.healthy('canary'));
    const said: string[] = [];
    let visits: Promise<string[]> | undefined;
    const { lost, losses } = await underTraffic(async () => {
      await deployTo(withCanary([10, 50]), image, (event) => {
        if (event.type === 'say') said.push(event.text);
        if (event.type === 'step.started' && event.step === 'compare') visits ??= sixVisits();
      });
    });
    assert.equal(lost, 0, losses.join('\n'));
    assert.match(said.join('\n'), /^10 %: not .*: 0 of \d+ .*\n50 %: not .*: 0 of \d+ .*\nnot worse: /m);
    assert.equal(new Set(await visits).size, 1, 'a client that sends its cookie stays where it was');
    const response = await fetch(lab.url);
    assert.equal(await response.text(), 'canary');
    assert.equal(response.headers.get('set-cookie'), null);
    await deployTo(lab, 'plab-test-app:watch-old');
  });

  /** What one client gets, that keeps its cookie. */
  async function sixVisits(): Promise<string[]> {
    const first = await fetch(lab.url);
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
    assert.match(cookie, /^plab-release=r-/);
    const answers = [await first.text()];
    for (let turn = 0; turn < 5; turn += 1)
      answers.push(await (await fetch(lab.url, { headers: { cookie } })).text());
    return answers;
  }
});

describe('a host that loses its deployer during the watch', () => {
  /** The journal says it, and the next deployment works. */
  const converges = async (
    t: TestContext,
    seconds: number,
    { sent, lost, losses }: ProbeReport,
  ): Promise<void> => {
    t.diagnostic(`the old release served after ${seconds.toFixed(1)} s; ${lost} of ${sent} requests lost`);
    assert.equal(lost, 0, losses.join('\n'));
    const record = await lastRecord(lab);
    assert.equal(record?.result, 'rolled-back');
    assert.match(record.error ?? '', /the host went back by itself/);
  };

  test('the deployer is killed', async (t) => {
    const image = await buildVersion(lab, 'watch-killed', behaviours.healthy('killed'));
    const file =
      'app: probe-app\nport: 5000\nwatch: 60\ndestinations: { production: { hosts: [production] } }\n';
    const cwd = await folderWith(t, { 'deploy.yml': file });
    const env = { ...process.env, XDG_STATE_HOME: cwd, PLAB_SSH_CONFIG: lab.host.host.sshConfigFile };
    let seconds = 0;
    const traffic = await underTraffic(async () => {
      const deployer = spawn(process.execPath, [main, 'deploy', '--image', image], { cwd, env });
      let said = '';
      for await (const chunk of deployer.stdout) if (/^watch$/m.test((said += String(chunk)))) break;
      assert.equal(await served(lab), 'killed', said);
      deployer.kill('SIGKILL');
      await once(deployer, 'exit');
      seconds = await untilOldServes();
    });
    await converges(t, seconds, traffic);
  });

  test('the link is cut', async (t) => {
    const image = await buildVersion(lab, 'watch-cut', behaviours.healthy('cut'));
    let seconds = 0;
    const traffic = await underTraffic(async () => {
      await deployInVain(image, { code: 'PLAB_WENT_BACK', message: /production goes back/ }, async () => {
        await cutLinks(lab.engine.docker, lab.host);
        seconds = await untilOldServes();
      });
    });
    await converges(t, seconds, traffic);
  });

  test('the link is half open: nobody hears anybody', async (t) => {
    const image = await buildVersion(lab, 'watch-frozen', behaviours.healthy('frozen'));
    let seconds = 0;
    const traffic = await underTraffic(async () => {
      await deployInVain(image, { code: 'PLAB_WENT_BACK', message: /did not answer/ }, async () => {
        await freezeLinks(lab.engine.docker, lab.host);
        seconds = await untilOldServes();
      });
    });
    await thawLinks(lab.engine.docker, lab.host);
    await converges(t, seconds, traffic);
  });

  test('the next deployment works after all that', async () => {
    await deployTo(lab, 'plab-test-app:watch-frozen');
    assert.equal(await served(lab), 'frozen');
    await deployTo(lab, 'plab-test-app:watch-old');
    assert.equal(await served(lab), 'old');
  });
});

test('a proxy that is killed during the watch comes back with the old release, and the deployment fails', async (t) => {
  const image = await buildVersion(lab, 'watch-proxy', behaviours.healthy('proxy'));
  const message = /the proxy was restarted, and serves the release of before/;
  let seconds = 0;
  await deployInVain(image, { code: 'PLAB_WATCH', message }, async () => {
    await killProxy(lab.engine.docker, lab.host);
    seconds = await untilOldServes();
  });
  t.diagnostic(`the old release served after ${seconds.toFixed(1)} s`);
  assert.equal(await served(lab), 'old');
  await deployTo(lab, image);
  assert.equal(await served(lab), 'proxy');
});

import assert from 'node:assert/strict';
import { PassThrough, Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import {
  type AppConfig,
  appLogs,
  type DeployEvent,
  type Host,
  type HostLook,
  type HostStatus,
  execInRelease,
  history,
  journals,
  previewDeployment,
  type ProbeReport,
  probe,
  promote,
  prune,
  rollback,
  statuses,
  watchHost,
  watchStatuses,
} from '@pipeline-lab/deploy';
import { inside } from '@pipeline-lab/lab';
import { newSigner, type Signer } from './signed.ts';
import {
  buildSmallForSwarm,
  createSwarmLab,
  deployToSwarm,
  swarmAnswers,
  type SwarmLab,
  swarmRequest,
} from './swarm-lab.ts';

const { signal } = new AbortController();
let lab: SwarmLab;
let signer: Signer;
const hosts = (): SwarmLab['hosts'][number]['host'][] =>
  lab.hosts.map(({ host }) => ({ ...host, groups: [host.name] }));

before(async () => {
  lab = await createSwarmLab();
  signer = newSigner(lab);
});
after(async () => await lab.destroy());

/** The application with a worker on each node and a clock on one; `clock` is what that does. */
function withRoles(clock = 'sleep 1 while 1'): AppConfig {
  const role = (program: string): AppConfig['roles'][string] => ({
    command: ['/usr/bin/perl', '-e', `$| = 1; $SIG{TERM} = sub { exit }; ${program}`],
    replicas: 1,
    env: { QUEUE: 'mail' },
  });
  const worker = role('print "works on $ENV{QUEUE}\\n"; sleep 1 while 1');
  return { ...lab.app, roles: { worker, clock: { ...role(clock), group: 'one' } } };
}

/** The containers without traffic of the release that serves, those that run. */
async function workers(): Promise<string[]> {
  const all = await statuses(lab.app, hosts(), signal);
  return all
    .flatMap(({ state: { releases, serving } }) => releases.filter(({ id }) => id === serving))
    .flatMap((release) => release.workers.filter(({ running }) => running).map(({ name }) => name))
    .toSorted();
}

/** What people call the release that serves. */
function servedBy({ state: { releases, serving } }: HostStatus): string | undefined {
  return releases.find(({ id }) => id === serving)?.label;
}

const labelOf = (version: string): string => `plab-test-small:swarm-${version}`;

async function firstLook(host: Host): Promise<HostLook> {
  const stop = new AbortController();
  const { promise, resolve, reject } = Promise.withResolvers<HostLook>();
  watchHost(lab.app, host, resolve, stop.signal).catch(reject);
  return await promise.finally(() => stop.abort());
}

/** Asks every host all the time while a task runs. */
async function underTraffic(task: () => Promise<unknown>): Promise<ProbeReport[]> {
  const over = new AbortController();
  const probes = lab.hosts.map(({ webPort }) => probe(`http://127.0.0.1:${webPort}`, 20, over.signal));
  await task().finally(() => over.abort());
  return await Promise.all(probes);
}

test('a destination on a swarm, from its first release to a roll-back', async (t) => {
  await t.test('the first release serves from every host', async () => {
    const image = await buildSmallForSwarm(lab, 'one');
    const bundle = await signer.sign(image);
    const trust = { ...signer.trust, find: async () => bundle };
    const records = await deployToSwarm(lab, image, undefined, { trust });
    assert.deepEqual(
      records.map(({ result }) => result),
      ['released', 'released', 'released'],
    );
    assert.deepEqual(await swarmAnswers(lab.hosts), ['one', 'one', 'one']);
  });

  await t.test('the same release again changes nothing', async () => {
    const effects: string[] = [];
    const records = await deployToSwarm(lab, 'plab-test-small:swarm-one', (event) => {
      if (event.type === 'effect') effects.push(event.name);
    });
    assert.deepEqual(
      records.map(({ result }) => result),
      ['unchanged', 'unchanged', 'unchanged'],
    );
    assert.deepEqual(
      effects.filter((name) => name.startsWith('service') || name === 'reload'),
      [],
    );
  });

  await t.test('an update loses no request', async () => {
    const image = await buildSmallForSwarm(lab, 'two');
    const [preview] = await previewDeployment(swarmRequest(lab, image), signal);
    assert.deepEqual(preview?.plan.switch, [{ kind: 'update' }]);
    const said: string[] = [];
    const report = (event: DeployEvent): void => void (event.type === 'say' && said.push(event.text));
    const hook = ['sh', '-c', 'echo "$PLAB_DESTINATION: $PLAB_PHASE on $PLAB_HOSTS"'];
    const more = {
      app: { ...withRoles(), hooks: { before: {}, after: { switch: hook } } },
      caller: { folder: lab.stateDir, destination: 'production' },
    };
    const stop = new AbortController();
    const shown: HostStatus[] = [];
    const watching = watchStatuses(lab.app, hosts(), (now) => void shown.push(now), stop.signal);
    const seen = await underTraffic(async () => await deployToSwarm(lab, image, report, more));
    stop.abort();
    await watching;
    assert.deepEqual(
      seen.flatMap(({ losses }) => losses),
      [],
    );
    assert.deepEqual([...new Set(shown.map(servedBy))], [labelOf('one'), image]);
    assert.deepEqual(await workers(), ['clock-1', 'worker-1', 'worker-2', 'worker-3']);
    assert.ok(said.includes('  production: switch on one three two'), said.join('\n'));
    assert.deepEqual(await swarmAnswers(lab.hosts), ['two', 'two', 'two']);
  });

  await t.test('a release that is never healthy is taken back by Swarm, and the error says why', async () => {
    const said: string[] = [];
    const report = (event: DeployEvent): void => void (event.type === 'say' && said.push(event.text));
    const sick = await buildSmallForSwarm(lab, 'three', 'crashing');
    const seen = await underTraffic(async () => {
      await assert.rejects(deployToSwarm(lab, sick, report, { app: withRoles() }), {
        code: 'PLAB_SWARM_UPDATE',
        message: /exit \(3\)/,
      });
    });
    assert.deepEqual(
      seen.flatMap(({ losses }) => losses),
      [],
    );
    assert.ok(said.includes('  no database'), said.join('\n'));
    assert.deepEqual(await swarmAnswers(lab.hosts), ['two', 'two', 'two']);
    const last = history(await journals(lab.app, hosts(), signal)).at(-1);
    assert.equal(last?.result, 'rolled-back');
    assert.deepEqual(await workers(), ['clock-1', 'worker-1', 'worker-2', 'worker-3']);
  });

  await t.test('a release of which one role ends is not kept, and the other roles go back', async () => {
    const said: string[] = [];
    const report = (event: DeployEvent): void => void (event.type === 'say' && said.push(event.text));
    const app = withRoles('print STDERR "no queue\\n"; exit 5');
    await assert.rejects(deployToSwarm(lab, labelOf('two'), report, { app }), {
      code: 'PLAB_SWARM_UPDATE',
      message: /clock: .*exit \(5\)/,
    });
    assert.ok(said.includes('  no queue'), said.join('\n'));
    assert.deepEqual(await workers(), ['clock-1', 'worker-1', 'worker-2', 'worker-3']);
    const lines: string[] = [];
    const wanted = { app: lab.app, hosts: hosts(), role: 'worker', tail: 10, follow: false };
    await appLogs(wanted, ({ text, worker }) => lines.push(`${worker}: ${text}`), signal);
    assert.ok(lines.includes('worker-2: works on mail'), lines.join('\n'));
  });

  await t.test('a roll-back goes to the kept release, which was signed', async () => {
    const [before] = await statuses(lab.app, hosts(), signal);
    assert.equal(before?.state.releases.length, 2);
    assert.equal(Object.keys(before.signedBy).length, 1);
    await rollback({ app: lab.app, hosts: hosts(), trust: signer.trust }, () => undefined, signal);
    const two = { app: lab.app, hosts: hosts(), release: before.state.serving ?? '', trust: signer.trust };
    const back = rollback(two, () => undefined, signal);
    await assert.rejects(back, { code: 'PLAB_NOT_ATTESTED' });
    assert.deepEqual(await swarmAnswers(lab.hosts), ['one', 'one', 'one']);
    assert.deepEqual(await workers(), []);
    const lines: string[] = [];
    await appLogs(
      { app: lab.app, hosts: hosts(), tail: 10, follow: false },
      ({ text }) => lines.push(text),
      signal,
    );
    assert.deepEqual([...new Set(lines)], ['one listens']);
  });

  await t.test('each node tells the metrics of its container', async () => {
    const looks = await Promise.all(hosts().map(async (host) => await firstLook(host)));
    // One node is free.
    const seen = looks.map(({ serving, metrics }) => [serving?.label, ...metrics.values()].join(' '));
    assert.deepEqual(seen.toSorted(), ['', `${labelOf('one')} one`, `${labelOf('one')} one`]);
  });

  await t.test('promote, exec and prune do what they do on single hosts', async () => {
    const { image: _, ...request } = swarmRequest(lab, '');
    const records = await promote({ ...request, from: hosts() }, () => undefined, signal);
    assert.deepEqual([...new Set(records.map(({ result }) => result))], ['unchanged']);
    assert.equal(await printed('print "$ENV{TOKEN}"'), 'a secret of the swarm');
    const stray = 'plab/swarm-app:0123456789ab';
    const tag = `docker tag $(docker images -q plab/swarm-app | head -1) ${stray}`;
    for (const each of lab.hosts) await inside(lab.engine.docker, each, tag);
    const tidied = [...(await prune(lab.app, hosts(), signal)).values()];
    assert.deepEqual(
      tidied.map(({ images }) => images),
      [[stray], [stray], [stray]],
    );
    const [{ state } = {}] = await statuses(lab.app, hosts(), signal);
    assert.equal(state?.releases.length, 2);
    const [serving, other] = state.releases.toSorted(({ id }) => (id === state.serving ? -1 : 1));
    const small = { ...lab.app, keep: { releases: 2, bytes: 1 } };
    for (const { releases, images } of (await prune(small, hosts(), signal)).values())
      assert.deepEqual([releases, images], [[other?.id], [`plab/swarm-app:${other?.id}`]]);
    for (const each of lab.hosts)
      assert.match(
        await inside(lab.engine.docker, each, 'docker images plab/swarm-app'),
        RegExp(serving?.id ?? ''),
      );
  });

  await t.test('what has a volume stays on its node, with its data', async () => {
    const app = { ...lab.app, volumes: { data: '/data' }, swarm: { replicas: 1 } };
    const [first] = lab.hosts;
    assert.ok(first !== undefined);
    await deployToSwarm(lab, labelOf('one'), undefined, { app });
    const folder = 'docker volume inspect --format {{.Mountpoint}} swarm-app-data';
    await inside(lab.engine.docker, first, `echo kept > $(${folder})/note`);
    const said: string[] = [];
    const report = (event: DeployEvent): void => void (event.type === 'say' && said.push(event.text));
    await deployToSwarm(lab, labelOf('two'), report, { app });
    assert.ok(
      said.some((text) => text.startsWith('the data stays on its node')),
      said.join('\n'),
    );
    assert.deepEqual(await swarmAnswers(lab.hosts), ['two', 'two', 'two']);
    assert.equal(await printed('open F, "/data/note"; print <F>'), 'kept\n');
    const where =
      'docker service inspect --format {{.Spec.TaskTemplate.Placement.Constraints}} plab-swarm-app';
    assert.match(await inside(lab.engine.docker, first, where), /^\[node\.id==\w+\]$/m);
    await inside(lab.engine.docker, first, 'docker node update --availability drain $(hostname)');
    const drained = { code: 'PLAB_SWARM_NODES', message: /: one must be .* not drained/ };
    const request = { ...swarmRequest(lab, labelOf('one')), app };
    await assert.rejects(previewDeployment(request, signal), drained);
    await assert.rejects(deployToSwarm(lab, labelOf('one'), undefined, { app }), drained);
  });

  /** What a line of perl prints in a container of the release that serves. */
  async function printed(program: string): Promise<string> {
    const all = await statuses(lab.app, hosts(), signal);
    const runs = all.find(({ state }) => state.releases.some(({ running }) => running))?.host;
    const host = hosts().find(({ name }) => name === runs);
    assert.ok(host !== undefined);
    const output = new PassThrough();
    const terminal = {
      interactive: false,
      input: Readable.from([]),
      output: output as unknown as NodeJS.WriteStream,
      errors: new PassThrough(),
    };
    const argv = ['/usr/bin/perl', '-e', program];
    assert.equal(await execInRelease({ app: lab.app, host, argv, terminal }, signal), 0);
    return String(output.read());
  }
});

test('what Swarm cannot do is refused by name, before anything is done', async () => {
  const app = { ...lab.app, warm: true, canary: { steps: [10], seconds: 1 } };
  await assert.rejects(deployToSwarm(lab, 'plab-test-small:swarm-one', undefined, { app }), {
    code: 'PLAB_SWARM_CANNOT',
    message: /canary: [^]*warm: /,
  });
});

test('a node without the image is named', async () => {
  await assert.rejects(
    deployToSwarm(lab, 'plab-test-small:swarm-one', undefined, { hosts: hosts().slice(0, 2) }),
    { code: 'PLAB_SWARM_NODES', message: /three .* may run containers/ },
  );
});

import { tmpdir } from 'node:os';
import { rollback } from '@pipeline-lab/deploy';
import { connectEngine, type DebianRelease, ensureDebianBase } from '@pipeline-lab/image';
import { ensureHostImage, type HostEngine, inside } from '@pipeline-lab/lab';
import { buildSmall, createLab, deployTo, served, type TestLab } from '../test/lab.ts';

/** An engine that hosts have, as Debian brings it. */
export interface EngineVariant {
  readonly release: DebianRelease;
  readonly engine: HostEngine;
}

/** What deployments to a host with such an engine came to. */
export interface EngineFindings {
  /** As the engine says. */
  readonly version: string;
  readonly store: string;
  readonly route: string;
  /** Bytes and layers of the first deployment, and of one that changes a file of the app. */
  readonly first: { readonly bytes: number; readonly layers: number };
  readonly second: { readonly bytes: number; readonly layers: number };
  /** What answers after two deployments and a roll-back. */
  readonly afterRollback: string;
}

const { signal } = new AbortController();

/** Makes a host with the engine, deploys twice and goes back once. */
export async function tryEngine({ release, engine }: EngineVariant): Promise<EngineFindings> {
  const lab = await createLab({ image: await hostImage({ release, engine }) });
  try {
    const first = await deployTo(lab, await buildSmall(lab, 'one'));
    const second = await deployTo(lab, await buildSmall(lab, 'two'));
    if ((await served(lab)) !== 'two') throw new Error(`${await served(lab)} answers, not two`);
    await rollback({ app: lab.app, hosts: [lab.host.host] }, () => undefined, signal);
    const cost = ({ shipped }: typeof first): EngineFindings['first'] => ({
      bytes: shipped?.bytes ?? NaN,
      layers: shipped?.layersSent ?? NaN,
    });
    return {
      ...(await identityOf(lab)),
      route: second.shipped?.route ?? 'none',
      first: cost(first),
      second: cost(second),
      afterRollback: await served(lab),
    };
  } finally {
    await lab.destroy();
  }
}

/** An image of a host with such an engine. */
export async function hostImage({ release, engine }: EngineVariant): Promise<string> {
  const local = await connectEngine(process.env);
  const options = { say: () => undefined, signal };
  const debianBase = await ensureDebianBase(local, { ...options, stateDir: tmpdir() }, release);
  return await ensureHostImage(local.docker, { ...options, debianBase, engine });
}

/** Version and way of storing images, by the engine's own word. */
async function identityOf({ engine, host }: TestLab): Promise<Pick<EngineFindings, 'version' | 'store'>> {
  const command =
    'exec 2>/dev/null; command -v podman >/dev/null && podman info -f "{{.Version.Version}} {{.Store.GraphDriverName}}" || docker info -f "{{.ServerVersion}} {{.Driver}} {{.DriverStatus}}"';
  const [version = '', driver = '', ...more] = (await inside(engine.docker, host, command)).trim().split(' ');
  const containerd = more.join(' ').includes('io.containerd.snapshotter');
  return { version: version.replace(/\+.*/, ''), store: containerd ? `containerd (${driver})` : driver };
}

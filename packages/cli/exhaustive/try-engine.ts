import { tmpdir } from 'node:os';
import { deploy, type DeploymentRecord, rollback } from '@pipeline-lab/deploy';
import { connectEngine, type DebianRelease, ensureDebianBase } from '@pipeline-lab/image';
import { ensureHostImage, type HostEngine, inside } from '@pipeline-lab/lab';
import { buildSmall, createLab, requestOf, served, type TestLab } from '../test/lab.ts';
import { newSigner, type Signer } from '../test/signed.ts';

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

/** Makes a host with the engine, deploys signed images twice and goes back once. */
export async function tryEngine({ release, engine }: EngineVariant): Promise<EngineFindings> {
  const lab = await createLab({ image: await hostImage({ release, engine }) });
  try {
    const signer = newSigner(lab);
    const first = await deploySigned(lab, signer, await buildSmall(lab, 'one'));
    const second = await deploySigned(lab, signer, await buildSmall(lab, 'two'));
    if ((await served(lab)) !== 'two') throw new Error(`${await served(lab)} answers, not two`);
    await rollback({ app: lab.app, hosts: [lab.host.host], trust: signer.trust }, () => undefined, signal);
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

/** The id of the image that the host starts has to be a signed one, whatever its engine calls an id. */
async function deploySigned(lab: TestLab, signer: Signer, image: string): Promise<DeploymentRecord> {
  const bundle = await signer.sign(image);
  const trust = { ...signer.trust, find: async () => bundle };
  const [record] = await deploy({ ...requestOf(lab, image), trust }, () => undefined, signal);
  if (record === undefined) throw new Error('a deployment gives a record');
  return record;
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

import type { TestContext } from 'node:test';
import { connectEngine, type Engine } from '@pipeline-lab/image';
import { buildSmall } from './lab.ts';
import { folderWith, plab } from './plab.ts';

/** An application with two hosts that nobody can reach, and short times. */
export const deployFile = `
app: rehearsed-app
port: 5000
health: { path: /health, timeout: 10 }
drain: 1
watch: 1
keep: 2
hooks: { before: { switch: [touch, switched] } }
secrets: { API_KEY: { file: secret.env } }
destinations:
  production: { hosts: { eu: ['deploy@192.0.2.7'], us: ['192.0.2.8:2222'] } }
`;

/** What the tests read of the last line. */
export interface Report {
  readonly good: boolean;
  readonly verdict: string;
  readonly outcome: string;
  readonly before: { readonly image: string; readonly why: string };
  readonly serves: string;
  readonly faultCame: boolean;
  readonly hosts: readonly { readonly standsFor: string }[];
  readonly failure?: { readonly code?: string; readonly message: string };
  readonly requests: {
    readonly sent: number;
    readonly lost: number;
    readonly secondsAway: number;
    readonly losses: readonly string[];
    readonly kinds: Readonly<Record<string, { readonly sent: number; readonly lost: number }>>;
  };
  readonly next?: { readonly result?: string };
  readonly sent: number;
  readonly phases: readonly { readonly phase: string }[];
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

export interface Rehearsed {
  readonly code: number;
  readonly stderr: string;
  readonly lines: readonly { readonly type: string }[];
  readonly report: Report;
}

/** A folder with the application's deploy.yml and its secret. */
export async function rehearsedFolder(t: TestContext, file: string = deployFile): Promise<string> {
  return await folderWith(t, { 'deploy.yml': file, 'secret.env': 'API_KEY=real\n' });
}

/** Runs `plab rehearse --json` there. */
export async function rehearsed(
  folder: string,
  namespace: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Rehearsed> {
  const { code, stdout, stderr } = await plab(folder, ['rehearse', '--json', ...args], {
    PLAB_NAMESPACE: namespace,
    ...env,
  });
  const lines = stdout
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { type: string });
  const report = lines.at(-1);
  if (report?.type !== 'rehearsal.report') throw new Error(`no report: ${stdout.slice(-2000)}${stderr}`);
  return { code, stderr, lines, report: report as unknown as Report };
}

/** Names of what a lab of a namespace, or of a rehearsal beside it, has left in the engine. */
export async function leftIn({ docker }: Engine, namespace: string): Promise<string[]> {
  const ours = (name: string): boolean => name.startsWith(`${namespace}-`);
  const containers = await docker.listContainers({ all: true });
  const { Volumes } = await docker.listVolumes();
  const networks = await docker.listNetworks();
  return [
    ...containers.flatMap(({ Names }) => Names.map((name) => name.slice(1))),
    ...Volumes.map(({ Name }) => Name),
    ...networks.map(({ Name }) => Name),
  ].filter(ours);
}

/** Two small versions of the application, by name. */
export async function smallVersions(
  stateDir: string,
): Promise<{ readonly engine: Engine; readonly old: string; readonly fresh: string }> {
  const engine = await connectEngine(process.env);
  const place = { engine, stateDir };
  return {
    engine,
    old: await buildSmall(place, 'rehearsed-old'),
    fresh: await buildSmall(place, 'rehearsed-new', [100_000]),
  };
}

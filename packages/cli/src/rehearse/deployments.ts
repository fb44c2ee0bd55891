import { deploy, type DeployRequest, type Host, PlabError, type Report, status } from '@pipeline-lab/deploy';
import type { LabHost } from '@pipeline-lab/lab';
import { settingsBefore } from './adapted.ts';
import { during, type Disturbed } from './deployer/during.ts';
import type { Failure } from './deployer/messages.ts';
import type { Scene } from './faults.ts';
import { lineTo } from './lab-hosts.ts';
import type { Audience, Rehearsal } from './rehearsal.ts';
import { phaseClock, type PhaseTime } from './report.ts';

/** How the rehearsed deployment went. */
export interface Happened {
  readonly results: readonly string[] | undefined;
  readonly failure: Failure | undefined;
  /** The fault happened, or was there all the time. */
  readonly disturbed: boolean;
  /** The moment of the fault did not come. */
  readonly faultCame: boolean;
  readonly sent: number;
  readonly phases: readonly PhaseTime[];
  readonly ms: number;
}

/** Gives the id of the release that serves then. */
export async function deployBefore(
  { before, request, engine, lab }: Rehearsal,
  { note }: Audience,
  signal: AbortSignal,
): Promise<string | undefined> {
  const hosts = lab.hosts().map(({ host }) => host);
  const [first] = hosts;
  const app = settingsBefore(request.app);
  // Another release even where it is the same image, so that there is something to switch.
  const env = { ...request.env, PLAB_REHEARSAL: 'before' };
  const said: string[] = [];
  const report: Report = (event) => {
    if (event.type === 'say') said.push(`${event.host}: ${event.text}`);
  };
  const { image, label } = before;
  const wanted = { ...request, engine, app: quiet(app), hosts, env, image, label };
  await deploy(wanted, report, signal).catch((error: unknown) => {
    said.forEach(note);
    throw error;
  });
  return first === undefined ? undefined : (await status(app, first, signal)).state.serving;
}

/** What serves before is no deployment of the user's, who has seen its hooks and its release command then. */
function quiet(app: DeployRequest['app']): DeployRequest['app'] {
  return { ...app, hooks: { before: {}, after: {} }, release: undefined };
}

/** Deploys in a process of its own, over a line that counts, and lets the fault happen at its moment. */
export async function deployThrough(
  rehearsal: Rehearsal,
  audience: Audience,
  signal: AbortSignal,
): Promise<Happened> {
  const { fault, lab, request } = rehearsal;
  const line = await lineTo(lab.hosts(), fault.line);
  const clock = phaseClock();
  const began = performance.now();
  try {
    const outcome = await audience.deployment(
      async (report) =>
        await disturb(rehearsal, { ...request, hosts: line.hosts }, signal, (event) => {
          clock.take(event);
          report(event);
        }),
    );
    const { results, failure } = outcome;
    const came = fault.effect === undefined || outcome.never !== true;
    return {
      results,
      failure,
      disturbed: fault.line !== undefined || (fault.effect !== undefined && came),
      faultCame: came,
      sent: line.sent(),
      phases: clock.times(),
      ms: performance.now() - began,
    };
  } finally {
    await line.close();
  }
}

async function disturb(
  { fault, lab, engine }: Rehearsal,
  request: Omit<DeployRequest, 'engine'>,
  signal: AbortSignal,
  report: Report,
): Promise<Disturbed> {
  const scene: Scene = { docker: engine.docker, hosts: lab.hosts, restoreLast: lab.restoreLast };
  const { act = async () => undefined, mend = async () => undefined, effect, about } = fault;
  const env = { ...process.env, TMPDIR: lab.temporary };
  return await during(
    request,
    {
      ...(effect === undefined ? {} : { effect }),
      async act(deployer) {
        report({ type: 'say', host: nameOf(request.hosts[0]), text: `fault: ${about}` });
        await act(scene, deployer);
      },
      mend: async () => await mend(scene),
    },
    { told: report, signal, env },
  );
}

const nameOf = (host: Pick<Host, 'name'> | undefined): string => host?.name ?? '';

/** The same once more, straight and without a fault. */
export async function deployNext(
  { request, engine, lab }: Rehearsal,
  { step }: Audience,
  signal: AbortSignal,
): Promise<{ readonly result?: string; readonly failure?: Failure }> {
  step('the next deployment');
  try {
    const hosts = lab.hosts().map(({ host }: LabHost) => host);
    const records = await deploy({ ...request, engine, hosts }, () => undefined, signal);
    return { result: [...new Set(records.map(({ result }) => result))].join() };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof PlabError)
      return { failure: { code: error.code, message: error.message, hint: error.hint } };
    return { failure: { message: error instanceof Error ? error.message : String(error) } };
  }
}

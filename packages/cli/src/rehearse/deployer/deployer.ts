import { fileURLToPath } from 'node:url';
import { type AroundEffect, deploy, type DeployRequest, PlabError } from '@pipeline-lab/deploy';
import { connectEngine } from '@pipeline-lab/image';
import type { Answer, Failure, Told } from './messages.ts';

/**
 * A deployer of its own, that can be killed: deploys what its parent asks for, tells it everything, and waits before each
 * effect for what is to become of it.
 */
const realNow = Date.now;
const answers = new Map<number, (answer: Answer) => void>();

const around: AroundEffect = async (effect, run) => {
  const answer = new Promise<Answer>((resolve) => answers.set(effect.n, resolve));
  tell({ type: 'effect', effect });
  const { how, clock = 0 } = await answer;
  Date.now = () => realNow() + clock;
  if (how === 'fail') throw inputOutputError();
  const done = await run();
  if (how === 'lose') throw inputOutputError();
  return done;
};

function tell(told: Told): void {
  process.send?.(told);
}

function inputOutputError(): Error {
  return Object.assign(new Error('EIO: i/o error'), { code: 'EIO', errno: -5 });
}

async function main(request: Omit<DeployRequest, 'engine'>): Promise<void> {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort(new Error('interrupted')));
  try {
    const engine = await connectEngine(process.env);
    const report = (event: Parameters<Parameters<typeof deploy>[1]>[0]): void =>
      tell({ type: 'event', event });
    const records = await deploy({ ...request, engine, around }, report, stop.signal);
    tell({ type: 'ended', results: records.map(({ result }) => result) });
  } catch (error) {
    tell({ type: 'ended', failure: failureOf(error) });
  }
  process.disconnect();
}

function failureOf(error: unknown): Failure {
  if (error instanceof PlabError) return { code: error.code, message: error.message, hint: error.hint };
  return { message: error instanceof Error ? error.message : String(error) };
}

/** What to start. */
export const deployerProgram: string = fileURLToPath(import.meta.url);

if (import.meta.main) {
  process.once('message', (request: Omit<DeployRequest, 'engine'>) => {
    process.on('message', (answer: Answer) => answers.get(answer.n)?.(answer));
    void main(request);
  });
  // A parent that was killed leaves nobody who could tell what to do.
  process.once('disconnect', () => process.exitCode ?? process.exit());
}

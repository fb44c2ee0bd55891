import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Site } from '../build/build.ts';
import { stageOf } from '../build/site.ts';
import { tryLock } from '../process/file-lock.ts';
import { claimWorkspace, workspacesIn } from '../workspace/claim.ts';
import { type AgentConfig, thisMachine } from './agent.ts';
import { labelMatches } from './label.ts';

/** An executor with a workspace, free again when disposed. */
export interface Allocation extends Disposable {
  readonly agent: AgentConfig;
  readonly executor: number;
  readonly workspace: string;
}

/** Waits for an executor on an agent that has the label; rejects with the interruption when the wait is stopped. */
export async function allocate(site: Site, label: string): Promise<Allocation> {
  const { build, signal } = site;
  const agent = agentWith(label, build.agents) ?? byDefault(site, label);
  const executor = await executorOf(agent, build.stateDir, signal);
  try {
    const workspace = await claimWorkspace(build.stateDir, join(workspacesIn(build.stateDir), build.job));
    return {
      agent,
      executor: executor.number,
      workspace: workspace.folder,
      [Symbol.dispose]() {
        workspace[Symbol.dispose]();
        executor[Symbol.dispose]();
      },
    };
  } catch (error) {
    executor[Symbol.dispose]();
    throw error;
  }
}

/** Where others are configured, a label that none of them has may be a mistake. */
function byDefault(site: Site, label: string): AgentConfig {
  const { agents, emit } = site.build;
  const labels = [
    ...new Set([...agents.map(({ name }) => name), ...agents.flatMap((agent) => agent.labels)]),
  ];
  if (labels.length > 0 && !labelMatches(label, new Set(thisMachine.labels)))
    emit({
      type: 'notice',
      ...stageOf(site),
      text: `no agent has the label ${label}, so this machine takes it; there are ${labels.join(', ')}`,
    });
  return thisMachine;
}

function agentWith(label: string, agents: readonly AgentConfig[]): AgentConfig | undefined {
  if (label === '') return agents.find(({ place }) => place.kind === 'local') ?? thisMachine;
  const named = agents.find(({ labels }) => labels.includes(label));
  return named ?? agents.find(({ name, labels }) => labelMatches(label, new Set([name, ...labels])));
}

interface Executor extends Disposable {
  readonly number: number;
}

/** Executors are file locks: a build that dies gives its own back. That another process gives one back is no event. */
async function executorOf(
  { name, executors }: AgentConfig,
  stateDir: string,
  signal: AbortSignal,
): Promise<Executor> {
  if (executors === undefined) return { number: 0, [Symbol.dispose]: () => undefined };
  const folder = join(stateDir, 'agents', name);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (;;) {
    for (let number = 0; number < executors; number += 1) {
      const lock = tryLock(join(folder, `${number}.lock`));
      if (lock !== undefined) return { number, [Symbol.dispose]: () => lock.close() };
    }
    await pause(200, undefined, { signal }).catch(() => undefined);
    signal.throwIfAborted();
  }
}

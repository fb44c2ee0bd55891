import type { BuildView, DeploymentView, StageView } from '../src/view.ts';
import { el } from './dom.ts';
import { icon, type Mark } from './icons.ts';

export interface Outcome {
  readonly mark: Mark;
  readonly text: string;
}

const deploymentOutcomes: Readonly<Record<DeploymentView['result'], Outcome>> = {
  released: { mark: 'good', text: 'released' },
  unchanged: { mark: 'skip', text: 'unchanged' },
  'rolled-back': { mark: 'back', text: 'rolled back' },
  failed: { mark: 'bad', text: 'failed' },
  open: { mark: 'run', text: 'no end yet' },
};

export const deploymentOutcome = ({ result }: DeploymentView): Outcome => deploymentOutcomes[result];

const buildOutcomes: Readonly<Record<NonNullable<BuildView['result']>, Outcome>> = {
  SUCCESS: { mark: 'good', text: 'success' },
  UNSTABLE: { mark: 'warn', text: 'unstable' },
  FAILURE: { mark: 'bad', text: 'failed' },
  NOT_BUILT: { mark: 'skip', text: 'not built' },
  ABORTED: { mark: 'skip', text: 'aborted' },
};

export function buildOutcome({ result }: { readonly result?: BuildView['result'] | undefined }): Outcome {
  return result === undefined ? { mark: 'run', text: 'running' } : buildOutcomes[result];
}

export function stageOutcome({ state, result, skipped }: StageView): Outcome {
  if (skipped !== undefined) return { mark: 'skip', text: 'skipped' };
  if (state === 'finished') return buildOutcome({ result });
  return state === 'running' ? { mark: 'run', text: 'running' } : { mark: 'wait', text: 'not run' };
}

/** A result as shape, colour and word. */
export function badge({ mark, text }: Outcome): HTMLElement {
  return el('span', { class: `badge ${mark}` }, icon(mark), text);
}

import type { Pipeline } from '../../model.ts';
import { type Holder, stagesAround } from '../../stages.ts';
import { callsAround } from '../../tree.ts';
import type { Remark, Rule, Subject } from '../rule.ts';

export const inputWithoutTimeout: Rule = {
  id: 'input-without-timeout',
  severity: 'warning',
  summary: 'A question that may wait for ever.',
  why: 'A build that nobody answers never ends; with an agent, it holds that, too.',
  bad: "stage('Deploy') {\n  input { message 'Deploy?' }\n  steps { sh './deploy' }\n}",
  good: "stage('Deploy') {\n  options { timeout(time: 1, unit: 'HOURS') }\n  input { message 'Deploy?' }\n  steps { sh './deploy' }\n}",
  *check({ pipeline, tree, calls, holders }: Subject): Iterable<Remark> {
    const message = 'this waits for ever when nobody answers';
    const hint = "Put it under `timeout(time: 1, unit: 'HOURS')`.";
    for (const holder of holders) {
      if (holder.input === undefined || isLimited(pipeline, [...stagesAround(holders, holder), holder]))
        continue;
      yield { at: holder.input, message, hint };
    }
    for (const call of calls) {
      if (call.name !== 'input' || call.closure !== undefined) continue;
      const limited = [...callsAround(tree, call)].some(({ name }) => name === 'timeout');
      if (!limited && !isLimited(pipeline, stagesAround(holders, call))) yield { at: call, message, hint };
    }
  },
};

function isLimited(pipeline: Pipeline, holders: readonly Holder[]): boolean {
  return [pipeline, ...holders].some(({ options }) => options.some(({ name }) => name === 'timeout'));
}

import { matchesGlob } from 'node:path';
import { isTrue, textOf, type Value } from '@pipeline-lab/groovy';
import type { Expression } from '@pipeline-lab/groovy';
import type { Condition, When } from '@pipeline-lab/jenkinsfile';
import { environmentAt, type Site } from '../build/build.ts';
import { StepFailure } from '../errors.ts';

/** Whether a stage's `when` lets it run: all of its conditions hold. */
export async function holds(site: Site, { conditions }: When): Promise<boolean> {
  return await allHold(site, conditions);
}

async function allHold(site: Site, conditions: readonly Condition[]): Promise<boolean> {
  for (const condition of conditions) if (!(await conditionHolds(site, condition))) return false;
  return true;
}

async function conditionHolds(site: Site, condition: Condition): Promise<boolean> {
  const { build } = site;
  const host = build.hostAt(site);
  const value = async (expression: Expression): Promise<Value> =>
    await build.interpreter.evaluate(expression, host);
  switch (condition.kind) {
    case 'branch':
      return matchesGlob(environmentAt(site)['BRANCH_NAME'] ?? '', textOf(await value(condition.pattern)));
    case 'expression':
      return isTrue(await build.interpreter.run(condition.body.body, host));
    case 'environment':
      return (
        environmentAt(site)[textOf(await value(condition.name))] === textOf(await value(condition.value))
      );
    case 'equals':
      return textOf(await value(condition.expected)) === textOf(await value(condition.actual));
    case 'not':
      return !(await conditionHolds(site, condition.condition));
    case 'allOf':
      return await allHold(site, condition.conditions);
    case 'anyOf':
      for (const each of condition.conditions) if (await conditionHolds(site, each)) return true;
      return false;
    default:
      throw new StepFailure(`the condition ${condition.kind} cannot be evaluated here`);
  }
}

import type { Condition } from '../model.ts';
import { judgeChangeset, judgePattern, judgeRequest, judgeTag, judgeTrigger } from './built.ts';
import { judgeEnvironment, judgeEquals, judgeExpression } from './judge-values.ts';
import type { Circumstances, Verdict } from './verdict.ts';

/** Whether a condition of `when` holds. */
export async function judge(condition: Condition, at: Circumstances): Promise<Verdict> {
  const { start, end } = condition;
  return { by: { start, end }, ...(await judgeKind(condition, at)) };
}

async function judgeKind(condition: Condition, at: Circumstances): Promise<Verdict> {
  switch (condition.kind) {
    case 'not':
      return negated(await judge(condition.condition, at));
    case 'allOf':
      return await judgeAll(condition.conditions, at);
    case 'anyOf':
      return await judgeAny(condition.conditions, at);
    case 'branch':
    case 'tag':
      return await judgePattern(condition, at);
    case 'buildingTag':
      return judgeTag(at);
    case 'changeRequest':
      return await judgeRequest(condition, at);
    case 'changeset':
      return await judgeChangeset(condition, at);
    case 'changelog':
      return { holds: 'unknown', because: 'depends on the commit messages' };
    case 'isRestartedRun':
      return { holds: false, because: 'holds only in a build that was restarted from a stage' };
    case 'environment':
      return await judgeEnvironment(condition, at);
    case 'equals':
      return await judgeEquals(condition, at);
    case 'triggeredBy':
      return await judgeTrigger(condition, at);
    case 'expression':
      return await judgeExpression(condition, at);
  }
}

/** Whether several conditions all hold: the first that does not decides. */
export async function judgeAll(conditions: readonly Condition[], at: Circumstances): Promise<Verdict> {
  const verdicts = await judgeEach(conditions, at);
  const decisive =
    verdicts.find(({ holds }) => holds === false) ?? verdicts.find(({ holds }) => holds === 'unknown');
  return decisive ?? { holds: true, because: verdicts.map(({ because }) => because).join(', ') };
}

async function judgeAny(conditions: readonly Condition[], at: Circumstances): Promise<Verdict> {
  const verdicts = await judgeEach(conditions, at);
  const decisive =
    verdicts.find(({ holds }) => holds === true) ?? verdicts.find(({ holds }) => holds === 'unknown');
  return decisive ?? { holds: false, because: verdicts.map(({ because }) => because).join(', ') };
}

async function judgeEach(conditions: readonly Condition[], at: Circumstances): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const condition of conditions) verdicts.push(await judge(condition, at));
  return verdicts;
}

function negated({ holds, because }: Verdict): Verdict {
  return { holds: holds === 'unknown' ? holds : !holds, because };
}

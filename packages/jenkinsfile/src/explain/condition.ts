import type { Condition } from '../model.ts';
import { judgeChangeset, judgePattern, judgeRequest, judgeTag, judgeTrigger } from './built.ts';
import { judgeEnvironment, judgeEquals, judgeExpression } from './judge-values.ts';
import type { Circumstances, Verdict } from './verdict.ts';

/** Whether a condition of `when` holds. */
export function judge(condition: Condition, at: Circumstances): Verdict {
  const { start, end } = condition;
  return { by: { start, end }, ...judgeKind(condition, at) };
}

function judgeKind(condition: Condition, at: Circumstances): Verdict {
  switch (condition.kind) {
    case 'not':
      return negated(judge(condition.condition, at));
    case 'allOf':
      return judgeAll(condition.conditions, at);
    case 'anyOf':
      return judgeAny(condition.conditions, at);
    case 'branch':
    case 'tag':
      return judgePattern(condition, at);
    case 'buildingTag':
      return judgeTag(at);
    case 'changeRequest':
      return judgeRequest(condition, at);
    case 'changeset':
      return judgeChangeset(condition, at);
    case 'changelog':
      return { holds: 'unknown', because: 'depends on the commit messages' };
    case 'isRestartedRun':
      return { holds: false, because: 'holds only in a build that was restarted from a stage' };
    case 'environment':
      return judgeEnvironment(condition, at);
    case 'equals':
      return judgeEquals(condition, at);
    case 'triggeredBy':
      return judgeTrigger(condition, at);
    case 'expression':
      return judgeExpression(condition, at);
  }
}

/** Whether several conditions all hold: the first that does not decides. */
export function judgeAll(conditions: readonly Condition[], at: Circumstances): Verdict {
  const verdicts = conditions.map((condition) => judge(condition, at));
  const decisive =
    verdicts.find(({ holds }) => holds === false) ?? verdicts.find(({ holds }) => holds === 'unknown');
  return decisive ?? { holds: true, because: verdicts.map(({ because }) => because).join(', ') };
}

function judgeAny(conditions: readonly Condition[], at: Circumstances): Verdict {
  const verdicts = conditions.map((condition) => judge(condition, at));
  const decisive =
    verdicts.find(({ holds }) => holds === true) ?? verdicts.find(({ holds }) => holds === 'unknown');
  return decisive ?? { holds: false, because: verdicts.map(({ because }) => because).join(', ') };
}

function negated({ holds, because }: Verdict): Verdict {
  return { holds: holds === 'unknown' ? holds : !holds, because };
}

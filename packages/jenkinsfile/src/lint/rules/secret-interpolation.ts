import type { Expression, Tree } from '@pipeline-lab/groovy/syntax';
import { argumentOf } from '../../expressions.ts';
import type { Remark, Rule, Subject } from '../rule.ts';
import { declaredAround, globalMember } from '../scope.ts';
import { passwords, secretsAround } from '../secrets.ts';

export const secretInterpolation: Rule = {
  id: 'secret-interpolation',
  severity: 'warning',
  summary: 'A secret in a string that Groovy fills in.',
  why: 'Groovy puts the secret into the text of the command: other users of the machine can read it in the list of processes, and characters that the shell knows are executed. In single quotes the shell fills in the variable itself.',
  bad: 'sh "curl -u me:$TOKEN https://example.com"',
  good: "sh 'curl -u me:$TOKEN https://example.com'",
  *check(subject: Subject): Iterable<Remark> {
    const { tree, catalogue, calls, pipeline } = subject;
    const parameters = new Set(passwords(pipeline));
    for (const call of calls) {
      if (!steps.includes(call.name)) continue;
      const argument = call.name === 'echo' ? 'message' : 'script';
      const value = argumentOf(call, argument, catalogue.steps.get(call.name));
      if (value === undefined || value.kind === 'literal') continue;
      const known = { tree, variables: secretsAround(subject, call), parameters };
      for (const { at, name } of secretsIn(value, known)) {
        const message = `the secret ${name} is interpolated by Groovy in ${call.name}`;
        yield { at, message, hint: `Use single quotes and let the shell read \`$${name}\`.` };
      }
    }
  },
};

const steps = ['sh', 'bat', 'powershell', 'pwsh', 'echo'];

interface Known {
  readonly tree: Tree;
  readonly variables: ReadonlySet<string>;
  readonly parameters: ReadonlySet<string>;
}

interface Secret {
  readonly at: Expression;
  readonly name: string;
}

/** The secrets that are in the text of a value; a variable of the script's own is followed to its first value. */
function secretsIn(value: Expression, known: Known, follows = true): Secret[] {
  const found: Secret[] = [];
  // A text may be thousands of parts long.
  const parts = [value];
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    found.push(...secretAt(part, known, follows));
    parts.push(...partsOf(part).toReversed());
  }
  return found;
}

function secretAt(at: Expression, known: Known, follows: boolean): Secret[] {
  const { tree, variables, parameters } = known;
  if (at.kind === 'variable') {
    const own = declaredAround(tree, at, at.name);
    if (own === undefined) return variables.has(at.name) ? [{ at, name: at.name }] : [];
    if (!follows || !('value' in own) || own.value === undefined) return [];
    return secretsIn(own.value, known, false).map(({ name }) => ({ at, name }));
  }
  const variable = globalMember(tree, at, 'env');
  const parameter = globalMember(tree, at, 'params');
  const isSecret =
    (variable !== undefined && variables.has(variable)) ||
    (parameter !== undefined && parameters.has(parameter));
  return isSecret ? [{ at, name: variable ?? parameter ?? '' }] : [];
}

/** What the text of a value is made of: `${TOKEN.trim()}` is the secret all the same. */
function partsOf(value: Expression): readonly Expression[] {
  switch (value.kind) {
    case 'gstring':
      return value.parts.filter((part) => typeof part !== 'string');
    case 'binary':
      return value.operator === '+' ? [value.left, value.right] : [];
    case 'elvis':
      return [value.left, value.right];
    case 'ternary':
      return [value.consequent, value.alternate];
    case 'cast':
      return [value.value];
    case 'list':
      return value.elements;
    case 'call':
      return value.receiver === undefined ? [] : [value.receiver];
    case 'index':
      return value.object.kind === 'variable' && ['env', 'params'].includes(value.object.name)
        ? []
        : [value.object];
    case 'closure':
      return value.body.flatMap((statement) => {
        const last = statement.kind === 'return' ? statement.value : undefined;
        return statement.kind === 'expression' ? [statement.expression] : (last ?? []);
      });
    default:
      return [];
  }
}

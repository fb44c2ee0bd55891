import type { Call, Expression } from '../java/expressions.ts';

/** A text that a log must hold: the parts in this order, with anything between them. */
export type Fragment = readonly string[];

/** What the names in a test stand for. */
export interface Names {
  readonly messages: ReadonlyMap<string, string>;
  readonly constants: ReadonlyMap<string, readonly Fragment[]>;
}

/** The texts that an expression stands for; what only Java code could tell is any text. */
export function fragmentsOf(expression: Expression, names: Names): readonly Fragment[] {
  if (expression.kind === 'name')
    return names.constants.get(expression.name) ?? [fragmentOf(expression, names)];
  return [fragmentOf(expression, names)];
}

/** Throws for an expression of which nothing is known. */
export function textOf(expression: Expression, names: Names): string {
  const [text, ...more] = fragmentOf(expression, names);
  if (text === undefined || more.length > 0) throw new Unknown(expression);
  return text;
}

/** Where a fragment ends in a text when it is looked for from an offset; -1 when it is not there. */
export function endOf(fragment: Fragment, text: string, from = 0): number {
  let end = from;
  for (const part of fragment) {
    const at = text.indexOf(part, end);
    if (at < 0) return -1;
    end = at + part.length;
  }
  return end;
}

/** An expectation that only Java code could tell. */
export class Unknown extends Error {
  constructor(expression: Expression) {
    super(expression.kind === 'call' ? `${expression.name}(…)` : JSON.stringify(expression));
  }
}

const anything: Fragment = ['', ''];

function fragmentOf(expression: Expression, names: Names): Fragment {
  if (expression.kind === 'text') return [expression.value];
  if (expression.kind === 'sum') return joined(expression.terms.map((term) => fragmentOf(term, names)));
  if (expression.kind === 'name') return ofName(expression.name, names);
  return expression.kind === 'call' ? ofCall(expression, names) : anything;
}

function ofName(name: string, { constants }: Names): Fragment {
  const known = constants.get(name)?.[0];
  if (known !== undefined) return known;
  if (/^-?\d+$/.test(name)) return [name];
  if (name === 'File.separator') return ['/'];
  const { javaClass, result, constant } =
    /^(?:(?<javaClass>Integer|String|Boolean)\.class|Result\.(?<result>\w+)|ModelStepLoader\.(?<constant>STEP_NAME))$/.exec(
      name,
    )?.groups ?? {};
  if (javaClass !== undefined) return [`class java.lang.${javaClass}`];
  if (constant !== undefined) return ['pipeline'];
  return result === undefined ? anything : [result];
}

const syntheticStages: Readonly<Record<string, string>> = {
  postBuild: 'Post Actions',
  checkout: 'Checkout SCM',
  toolInstall: 'Tool Install',
  agentSetup: 'Agent Setup',
};

function ofCall({ on, name, args }: Call, names: Names): Fragment {
  const owner = on?.kind === 'name' ? on.name.split('.').at(-1) : undefined;
  if (owner === 'SyntheticStageNames') return [`Declarative: ${syntheticStages[name]}`];
  if (owner === 'Messages') return ofMessage(name, args, names);
  if (name === 'toString' && on !== undefined) return fragmentOf(on, names);
  if (name === 'quote' && owner === 'Pattern' && args[0] !== undefined) return fragmentOf(args[0], names);
  if (name === 'get' && on?.kind === 'call' && on.name === 'blockedInSteps') {
    const step = args[0] === undefined ? '' : textOf(args[0], names);
    return ofMessage(
      `BlockedStepsAndMethodCalls_BlockedSteps_${step.slice(0, 1).toUpperCase()}${step.slice(1)}`,
      [],
      names,
    );
  }
  return anything;
}

function ofMessage(key: string, args: readonly Expression[], names: Names): Fragment {
  const message = names.messages.get(key);
  if (message === undefined) return anything;
  const pieces = message.split(/(\{\d\})/).map((piece): Fragment => {
    const index = /^\{(\d)\}$/.exec(piece)?.[1];
    const argument = args[Number(index)];
    if (index === undefined) return [piece];
    return argument === undefined ? [''] : fragmentOf(argument, names);
  });
  return joined(pieces);
}

/** Pieces that follow each other without a gap. */
function joined(pieces: readonly Fragment[]): Fragment {
  const parts: string[] = [''];
  for (const [first = '', ...rest] of pieces) parts.push((parts.pop() ?? '') + first, ...rest);
  return parts;
}

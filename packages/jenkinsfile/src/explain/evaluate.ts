import {
  createInterpreter,
  type Expression,
  type Host,
  isTrue,
  type Statement,
  type Value,
} from '@pipeline-lab/groovy';
import type { Pipeline } from '../model.ts';
import type { Names } from './facts.ts';
import { hostOf } from './host.ts';
import { mentioned, scriptNames } from './script-names.ts';

/** Evaluates Groovy of a pipeline without a build: undefined for what depends on one. */
export interface Evaluator {
  readonly value: (expression: Expression, names: Names) => Promise<Value | undefined>;
  /** As a block of `expression { }`: the value of its last statement. */
  readonly block: (body: readonly Statement[], names: Names) => Promise<Value | undefined>;
}

/** How long scripts may calculate (ms): what takes longer is what only a build can tell. */
interface Patience {
  readonly each: number;
  readonly all: number;
}

const usual: Patience = { each: 1000, all: 5000 };

/** Runs the script around `pipeline { }` as far as that goes, so that its functions and variables are known. */
export async function evaluatorOf(
  pipeline: Pipeline,
  names: Names,
  { each, all }: Patience = usual,
): Promise<Evaluator> {
  const interpreter = createInterpreter({ source: pipeline.source });
  const deadline = Date.now() + all;
  const variables = new Map<string, Value>();
  const attempt = async <T>(at: Names, work: (host: Host) => Promise<T>): Promise<T | undefined> => {
    const { host, askedForUnknown } = hostOf(at, variables, Math.min(Date.now() + each, deadline));
    // A script may have caught that something is unknown, or fail for a reason that a build would not have.
    const result = await work(host).catch(() => undefined);
    return askedForUnknown() ? undefined : result;
  };
  const ran = await attempt(names, async (host) => {
    await interpreter.load(pipeline.script, host);
    return true;
  });
  const { own, changing } = scriptNames(pipeline);
  const isOpen = (name: string): boolean => changing.has(name) || (ran === undefined && own.has(name));
  const value = async (expression: Expression, at: Names): Promise<Value | undefined> =>
    await threeValued(expression, async (part) =>
      mentioned([part]).some(isOpen)
        ? undefined
        : await attempt(at, async (host) => await interpreter.evaluate(part, host)),
    );
  return {
    value,
    async block(body, at) {
      const [only, second] = body;
      if (second === undefined && only?.kind === 'expression') return await value(only.expression, at);
      if (mentioned(body).some(isOpen)) return undefined;
      return await attempt(at, async (host) => await interpreter.run(body, host));
    },
  };
}

/** One side of `&&` and `||` may be enough, whatever the other one is. */
async function threeValued(
  expression: Expression,
  evaluate: (expression: Expression) => Promise<Value | undefined>,
): Promise<Value | undefined> {
  if (expression.kind !== 'binary' || (expression.operator !== '&&' && expression.operator !== '||'))
    return await evaluate(expression);
  const left = await threeValued(expression.left, evaluate);
  const right = await threeValued(expression.right, evaluate);
  const decisive = expression.operator === '||';
  if ([left, right].some((side) => side !== undefined && isTrue(side) === decisive)) return decisive;
  return left === undefined || right === undefined ? undefined : !decisive;
}

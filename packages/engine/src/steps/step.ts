import { type CallNode, type Closure, isTrue, textOf, type Value } from '@pipeline-lab/groovy';
import type { Site } from '../build/build.ts';
import { StepFailure } from '../errors.ts';

/** One step that a Jenkinsfile may call. */
export interface Step {
  readonly name: string;
  /** The parameter that a lone positional argument stands for. */
  readonly main?: string;
  /** One line for the journal: the command, the message, the folder. */
  readonly summary: (parameters: Parameters) => string;
  /** Rejects with a StepFailure when the step does not do its work, with an Interruption when it was stopped. */
  readonly run: (call: StepCall) => Promise<Value>;
}

export interface StepCall {
  readonly site: Site;
  readonly id: number;
  readonly parameters: Parameters;
  readonly body: Closure | undefined;
  readonly node: CallNode;
}

/** What a step was given, by name. */
export interface Parameters {
  has(name: string): boolean;
  value(name: string): Value;
  /** Throws a StepFailure when the parameter is missing and there is no fallback. */
  text(name: string, fallback?: string): string;
  number(name: string, fallback?: number): number;
  flag(name: string, fallback?: boolean): boolean;
  list(name: string): string[];
}

export function parametersOf(step: string, values: ReadonlyMap<string, Value>): Parameters {
  const required = (name: string): Value => {
    const value = values.get(name);
    if (value === undefined)
      throw new StepFailure(`${step}: the parameter ${name} is missing`, `Give it: ${step} ${name}: …`);
    return value;
  };
  return {
    has: (name) => values.has(name),
    value: (name) => values.get(name) ?? null,
    text: (name, fallback) => textOf(values.get(name) ?? fallback ?? required(name)),
    number(name, fallback) {
      const value = Number(textOf(values.get(name) ?? fallback ?? required(name)));
      if (!Number.isNaN(value)) return value;
      throw new StepFailure(`${step}: ${name} is not a number`, `Give a number: ${step} ${name}: 3`);
    },
    flag: (name, fallback = false) => isTrue(values.get(name) ?? fallback),
    list(name) {
      const value = values.get(name) ?? [];
      return Array.isArray(value) ? value.map(textOf) : [textOf(value)];
    },
  };
}

/** Runs the block of a step at a site. Throws a StepFailure when the step has none. */
export async function runBody({ body, node, id }: StepCall, site: Site): Promise<Value> {
  if (body === undefined) throw new StepFailure(`${node.name} needs a block`, `Write ${node.name} { … }.`);
  return await body.call([], { host: site.build.hostAt({ ...site, step: id }) });
}

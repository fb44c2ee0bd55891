import { isTrue, textOf, type Value } from '@pipeline-lab/groovy';
import type { Site } from '../build/build.ts';
import { StepFailure } from '../errors.ts';

/** One step that a Jenkinsfile may call. */
export interface Step {
  readonly name: string;
  /** The parameter that a lone positional argument stands for. */
  readonly main?: string;
  /** What has to be around the step; elsewhere it is refused before it starts. */
  readonly needs?: 'node';
  /** One line for the journal: the command, the message, the folder. Default: the parameter `main`. */
  readonly summary?: (parameters: Parameters) => string;
  /** Rejects with a StepFailure when the step does not do its work, with an Interruption when it was stopped. */
  readonly run: (call: StepCall) => Promise<Value>;
}

export interface StepCall {
  readonly name: string;
  readonly site: Site;
  readonly id: number;
  readonly parameters: Parameters;
  readonly body: Body | undefined;
}

/** The block of a step: of a script, or of what Declarative puts into it. Rejects with what the block throws. */
export type Body = (site: Site, args?: readonly Value[]) => Promise<Value>;

/** What a step was given, by name. */
export interface Parameters {
  /** In the order in which they were given. */
  names(): string[];
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
    names: () => [...values.keys()],
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
export async function runBody(
  { body, name, id }: StepCall,
  site: Site,
  args: readonly Value[] = [],
): Promise<Value> {
  if (body === undefined) throw new StepFailure(`${name} needs a block`, `Write ${name} { … }.`);
  return await body({ ...site, step: id }, args);
}

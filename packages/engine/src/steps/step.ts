import { textOf, type Value } from '@pipeline-lab/groovy';
import { catalogue, mainArgument, type Schema } from '@pipeline-lab/jenkinsfile';
import type { Site } from '../build/build.ts';
import type { ArgumentsOf, OpenArguments, StepName } from './argument-types.ts';

/** One step that a Jenkinsfile may call. */
export interface Step {
  readonly name: string;
  /** What the arguments of a call are checked against before the step gets them. */
  readonly schema: Schema;
  /** What has to be around the step; elsewhere it is refused before it starts. */
  readonly needs?: 'node';
  /** Runs in a dry run, too, where other steps are only told: what is inside does not go without it. */
  readonly dry?: true;
  /** One line for the journal: the command, the message, the folder. */
  readonly summary: (args: OpenArguments) => string;
  /** Rejects with a StepFailure when the step does not do its work, with an Interruption when it was stopped. */
  readonly run: (call: OpenCall) => Promise<Value>;
}

interface Call<Arguments> {
  readonly name: string;
  readonly site: Site;
  readonly id: number;
  readonly args: Arguments;
  readonly body: Body | undefined;
}

/** A call of a step of the catalogue. */
export type StepCall<Name extends StepName> = Call<ArgumentsOf<Name>>;

/** A call of a step that takes anything. */
export type OpenCall = Call<OpenArguments>;

/** A call of whatever step. */
export type AnyCall = Call<unknown>;

/** The block of a step: of a script, or of what Declarative puts into it. Rejects with what the block throws. */
export type Body = (site: Site, args?: readonly Value[]) => Promise<Value>;

interface Work<Arguments> {
  readonly needs?: 'node';
  readonly dry?: true;
  /** Default: the argument that may stand without its name. */
  readonly summary?: (args: Arguments) => string;
  readonly run: (call: Call<Arguments>) => Promise<Value>;
}

/** A step of the catalogue, which says what arguments it takes. */
export function defineStep<Name extends StepName>(name: Name, work: Work<ArgumentsOf<Name>>): Step {
  const schema = catalogue.steps.get(name);
  if (schema === undefined) throw new Error(`the catalogue has no step ${name}`);
  const main = mainArgument(schema);
  const usual = (args: OpenArguments): string => (main === undefined ? '' : textOf(args[main] ?? ''));
  // What the dispatcher hands over has passed the check against this very schema.
  return { summary: usual, ...work, name, schema } as Step;
}

/** Runs the block of a step at a site; nothing when the step has none and needs none. */
export async function runBody(
  { body, id }: AnyCall,
  site: Site,
  args: readonly Value[] = [],
): Promise<Value> {
  return body === undefined ? null : await body({ ...site, step: id }, args);
}

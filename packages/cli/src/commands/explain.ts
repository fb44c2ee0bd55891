import { nearestName } from '@pipeline-lab/jenkinsfile';
import { explainPipeline, type Facts, refusedParameters } from '@pipeline-lab/jenkinsfile/explain';
import type { Context } from '../context.ts';
import { badUsage } from '../errors.ts';
import { explainText } from '../render/explain.ts';
import { pairs } from '../run/pairs.ts';
import { readPipeline } from './read-pipeline.ts';

export interface ExplainOptions {
  readonly branch?: string;
  readonly tag?: string;
  readonly change?: string;
  readonly changed?: readonly string[];
  readonly param: readonly string[];
  readonly env: readonly string[];
  readonly triggeredBy?: string;
  readonly format: 'text' | 'json';
}

/** Says for each stage whether it would run under the given circumstances, and which condition decides. */
export async function explain(context: Context, file: string, options: ExplainOptions): Promise<void> {
  const { param, env, format, ...given } = options;
  const built = [given.branch, given.tag, given.change].filter((one) => one !== undefined);
  if (built.length > 1)
    throw badUsage('a build is of a branch, a tag or a change request', 'Give one of the three.');
  const pipeline = await readPipeline(context, file);
  const { change, ...rest } = given;
  const request = change === undefined ? {} : { changeRequest: change };
  const facts: Facts = { ...rest, ...request, params: byName('--param', param), env: byName('--env', env) };
  const declared = pipeline.parameters.map(({ name }) => name);
  for (const name of facts.params.keys()) if (!declared.includes(name)) throw noParameter(name, declared);
  for (const { name, value, wanted } of refusedParameters(pipeline, facts.params))
    throw badUsage(`the parameter ${name} cannot be “${value}”`, `Give ${wanted}.`);
  const explanations = await explainPipeline(pipeline, facts);
  console.log(format === 'json' ? JSON.stringify(explanations, null, 2) : explainText(explanations));
}

function byName(option: string, texts: readonly string[]): Map<string, string> {
  return new Map(Object.entries(pairs(option, texts)));
}

function noParameter(name: string, declared: readonly string[]): Error {
  const nearest = nearestName(name, declared);
  const known = declared.length === 0 ? 'The file declares none.' : `There are ${declared.join(', ')}.`;
  return badUsage(
    `the pipeline has no parameter ${name}`,
    nearest === undefined ? known : `Did you mean ${nearest}? ${known}`,
  );
}

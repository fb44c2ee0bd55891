import type { Pipeline } from '@pipeline-lab/jenkinsfile';
import type { BuildError, EventBody } from '../events/event.ts';
import type { Result } from '../events/result.ts';
import type { Build } from './build.ts';
import { explain } from './explain.ts';
import { isPassword } from './parameters.ts';

/** What there is to tell of a build at its end; one that failed early has no `build`, or no pipeline. */
interface Ended {
  readonly number: number;
  readonly startedAt: Date;
  readonly pipeline: Pipeline | undefined;
  readonly build: Build | undefined;
  readonly result: Result;
  /** What failed; `caught`: and the script went on. */
  readonly error?: unknown;
  readonly caught?: true;
}

type Finished = Extract<EventBody, { readonly type: 'build.finished' }>;

/** The last event of a build, its texts without secrets (`mask`) and no longer than a reader can take. */
export function finished(ended: Ended, mask: (text: string) => string): Finished {
  const { number, startedAt, pipeline, build, result, error, caught } = ended;
  const short = (text: string): string => mask(text).slice(0, longestText);
  const shortened = ({ code, message, hint }: BuildError): BuildError => ({
    code,
    message: short(message),
    hint: short(hint),
  });
  const why =
    error === undefined || result === 'SUCCESS'
      ? {}
      : { error: { ...shortened(explain(error, build?.pipeline ?? pipeline)), ...(caught && { caught }) } };
  const ms = Date.now() - startedAt.getTime();
  return {
    type: 'build.finished',
    result,
    ms,
    ...namesOf(build, number, short),
    ...keptVariables(build),
    ...why,
  };
}

function namesOf(
  build: Build | undefined,
  number: number,
  short: (text: string) => string,
): { readonly displayName?: string; readonly description?: string } {
  const { displayName, description } = build?.state ?? { displayName: `#${number}`, description: '' };
  return {
    ...(displayName === `#${number}` ? {} : { displayName: short(displayName) }),
    ...(description === '' ? {} : { description: short(description) }),
  };
}

/** So much (characters) of a text and of all variables is kept: the last event of a journal is read as a whole. */
const longestText = 16_384;
const keptCharacters = 65_536;

function keptVariables(build: Build | undefined): { readonly variables?: Readonly<Record<string, string>> } {
  let left = keptCharacters;
  const parameters = build?.pipeline.parameters ?? [];
  const passwords = new Set(parameters.filter(({ type }) => isPassword(type)).map(({ name }) => name));
  const kept = [...(build?.assigned ?? [])].filter(([name, value]) => {
    if (passwords.has(name)) return false;
    const fits = name.length + value.length <= left;
    if (fits) left -= name.length + value.length;
    return fits;
  });
  return kept.length === 0 ? {} : { variables: Object.fromEntries(kept) };
}

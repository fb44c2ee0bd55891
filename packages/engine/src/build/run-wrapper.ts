import { GroovyRuntimeError, type HostObject, textOf, type Value } from '@pipeline-lab/groovy';
import { isWorse, resultNamed, type Result } from '../events/result.ts';
import { folderUrl } from '../history/folder-url.ts';
import { completedBefore, type PastBuild, pastBuild } from '../history/past.ts';
import { timeSpan } from './time-span.ts';

export type Properties = Readonly<Record<string, () => Value>>;

/** A job and where its builds are. */
export interface JobPlace {
  readonly job: string;
  readonly jobFolder: string;
}

/** A build as scripts see it, also one that still runs: each property is looked up when it is asked for. */
export function runWrapper(place: JobPlace, number: number): HostObject {
  const { job, jobFolder } = place;
  const past = (): PastBuild => pastBuild(jobFolder, number);
  const name = (): string => past().displayName ?? `#${number}`;
  const started = (): Value => Date.parse(past().startedAt);
  return wrapper(
    {
      ...previousBuilds(place, number),
      number: () => number,
      id: () => String(number),
      externalizableId: () => `${job}#${number}`,
      result: () => past().result ?? null,
      currentResult: () => past().result ?? 'SUCCESS',
      displayName: name,
      fullDisplayName: () => `${job} ${name()}`,
      description: () => past().description ?? null,
      projectName: () => job,
      fullProjectName: () => job,
      absoluteUrl: () => folderUrl(past().folder),
      startTimeInMillis: started,
      timeInMillis: started,
      duration: () => past().ms ?? 0,
      durationString: () => timeSpan(past().ms ?? 0),
      changeSets: () => [],
      upstreamBuilds: () => [],
      keepLog: () => false,
      buildVariables: () => new Map<Value, Value>(Object.entries(past().variables ?? {})),
    },
    () => past().result ?? 'SUCCESS',
  );
}

/** `previousBuild` and its like, each null when there is none. */
export function previousBuilds(place: JobPlace, number: number): Properties {
  const before = (wanted?: (past: PastBuild) => boolean): Value => {
    const found = completedBefore(place.jobFolder, number, wanted);
    return found === undefined ? null : runWrapper(place, found.number);
  };
  const is =
    (...results: readonly Result[]) =>
    ({ result }: PastBuild): boolean =>
      result !== undefined && results.includes(result);
  return {
    previousBuild: () => before(),
    previousCompletedBuild: () => before(),
    previousBuiltBuild: () => before(is('SUCCESS', 'UNSTABLE', 'FAILURE')),
    previousSuccessfulBuild: () => before(is('SUCCESS', 'UNSTABLE')),
    previousFailedBuild: () => before(is('FAILURE')),
    previousNotFailedBuild: () => before(({ result }) => result !== 'FAILURE'),
  };
}

/** Properties, also as `getX()`; results compared; what Jenkins keeps from a sandboxed script is refused. */
export function wrapper(properties: Properties, result: () => Result): HostObject {
  return {
    kind: 'object',
    typeName: 'RunWrapper',
    getProperty(name) {
      if (name === 'rawBuild') throw refused('rawBuild');
      return Object.hasOwn(properties, name) ? properties[name]?.() : undefined;
    },
    callMethod(name, { positional }) {
      if (name === 'getRawBuild') throw refused('rawBuild');
      const [first] = positional;
      if (name.startsWith('resultIs')) return Promise.resolve(compared(name, result(), textOf(first ?? '')));
      const property = /^(?:get|is)([A-Z]\w*)$/.exec(name)?.[1];
      if (property === undefined) return undefined;
      const own = property.slice(0, 1).toLowerCase() + property.slice(1);
      const value = Object.hasOwn(properties, own) ? properties[own]?.() : undefined;
      if (value === undefined) return undefined;
      return Promise.resolve(
        own === 'buildCauses' && first !== undefined ? only(value, textOf(first)) : value,
      );
    },
  };
}

function refused(what: string): GroovyRuntimeError {
  return new GroovyRuntimeError(
    'RejectedAccessException',
    `Scripts not permitted to use method org.jenkinsci.plugins.workflow.support.steps.build.RunWrapper ${what}`,
  );
}

function compared(method: string, result: Result, text: string): boolean {
  const other = resultNamed(text) ?? 'SUCCESS';
  if (method === 'resultIsBetterOrEqualTo') return !isWorse(result, other);
  return !isWorse(other, result);
}

function only(causes: Value, wanted: string): Value {
  return Array.isArray(causes)
    ? causes.filter(
        (cause) =>
          cause instanceof Map &&
          textOf(cause.get('_class') ?? '')
            .split('$')
            .includes(wanted.split('$').at(-1) ?? ''),
      )
    : causes;
}

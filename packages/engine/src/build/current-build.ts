import { GroovyRuntimeError, type HostObject, textOf, type Value } from '@pipeline-lab/groovy';
import { completedBefore, type PastBuild } from '../history/past.ts';
import { isWorse, resultNamed, type Result, worse } from '../events/result.ts';
import type { Commit } from '../workspace/changes.ts';
import type { Build, Site } from './build.ts';
import { type Cause, classOf } from './causes.ts';

type Properties = Readonly<Record<string, () => Value>>;

/** `currentBuild`, as `RunWrapper` of workflow-support has it. */
export function currentBuild({ build }: Site): HostObject {
  const { state } = build;
  const properties: Properties = {
    ...pastProperties(build),
    number: () => build.number,
    id: () => String(build.number),
    result: () => state.result ?? null,
    currentResult: () => state.result ?? 'SUCCESS',
    displayName: () => state.displayName,
    fullDisplayName: () => `${build.job} ${state.displayName}`,
    description: () => (state.description === '' ? null : state.description),
    projectName: () => build.job,
    fullProjectName: () => build.job,
    absoluteUrl: () => `file://${build.folder}/`,
    startTimeInMillis: () => build.startedAt.getTime(),
    timeInMillis: () => build.startedAt.getTime(),
    duration: () => Date.now() - build.startedAt.getTime(),
    durationString: () => `${timeSpan(Date.now() - build.startedAt.getTime())} and counting`,
    changeSets: () => changeSets(build.changes()),
    upstreamBuilds: () => [],
    keepLog: () => false,
    buildCauses: () => build.causes.map(causeMap),
    buildVariables: () => new Map<Value, Value>(build.assigned),
  };
  return {
    ...wrapper(properties, () => state.result ?? 'SUCCESS'),
    setProperty(name, value) {
      const text = textOf(value);
      if (name === 'displayName') state.displayName = text;
      else if (name === 'description') state.description = text;
      else if (name === 'result') declareResult(build, text);
      else if (name !== 'keepLog')
        throw new GroovyRuntimeError('ReadOnlyPropertyException', `Cannot set readonly property: ${name}`);
    },
  };
}

function pastProperties(build: Build): Properties {
  const before = (number: number, wanted?: (past: PastBuild) => boolean): Value => {
    const found = completedBefore(build.jobFolder, number, wanted);
    return found === undefined ? null : pastObject(build, found);
  };
  return previousOf(build.number, before);
}

type Before = (number: number, wanted?: (past: PastBuild) => boolean) => Value;

function previousOf(number: number, before: Before): Properties {
  const is =
    (...results: readonly Result[]) =>
    ({ result }: PastBuild): boolean =>
      result !== undefined && results.includes(result);
  return {
    previousBuild: () => before(number),
    previousCompletedBuild: () => before(number),
    previousBuiltBuild: () => before(number, is('SUCCESS', 'UNSTABLE', 'FAILURE')),
    previousSuccessfulBuild: () => before(number, is('SUCCESS', 'UNSTABLE')),
    previousFailedBuild: () => before(number, is('FAILURE')),
    previousNotFailedBuild: () => before(number, ({ result }) => result !== 'FAILURE'),
  };
}

function pastObject(build: Build, past: PastBuild): HostObject {
  const before: Before = (number, wanted) => {
    const found = completedBefore(build.jobFolder, number, wanted);
    return found === undefined ? null : pastObject(build, found);
  };
  const name = past.displayName ?? `#${past.number}`;
  return wrapper(
    {
      ...previousOf(past.number, before),
      number: () => past.number,
      id: () => String(past.number),
      result: () => past.result ?? null,
      currentResult: () => past.result ?? 'SUCCESS',
      displayName: () => name,
      fullDisplayName: () => `${build.job} ${name}`,
      description: () => past.description ?? null,
      projectName: () => build.job,
      fullProjectName: () => build.job,
      absoluteUrl: () => `file://${past.folder}/`,
      startTimeInMillis: () => Date.parse(past.startedAt),
      timeInMillis: () => Date.parse(past.startedAt),
      duration: () => past.ms ?? 0,
      durationString: () => timeSpan(past.ms ?? 0),
      changeSets: () => [],
      upstreamBuilds: () => [],
    },
    () => past.result ?? 'SUCCESS',
  );
}

/** Properties, also as `getX()`; results compared; what Jenkins keeps from a sandboxed script is refused. */
function wrapper(properties: Properties, result: () => Result): HostObject {
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

function causeMap(cause: Cause): Value {
  return new Map<Value, Value>([
    ['_class', classOf(cause)],
    ['shortDescription', cause.description],
    ...(cause.user === undefined
      ? []
      : ([
          ['userId', cause.user],
          ['userName', cause.user],
        ] as const)),
  ]);
}

function changeSets(commits: readonly Commit[]): Value {
  if (commits.length === 0) return [];
  const items = commits.map(entryOf);
  const properties: Properties = { items: () => items, kind: () => 'git', logs: () => items };
  return [{ kind: 'object', typeName: 'GitChangeSetList', getProperty: (name) => properties[name]?.() }];
}

function entryOf({ id, author, time, title, message, paths }: Commit): HostObject {
  const person: Properties = { fullName: () => author, displayName: () => author, id: () => author };
  const file = (path: string): HostObject => ({
    kind: 'object',
    typeName: 'Path',
    getProperty: (name) => (name === 'path' ? path : undefined),
  });
  const properties: Properties = {
    commitId: () => id,
    id: () => id,
    author: () => ({ kind: 'object', typeName: 'User', getProperty: (name) => person[name]?.() }),
    authorName: () => author,
    timestamp: () => time,
    msg: () => title,
    msgAnnotated: () => title,
    comment: () => `${message}\n`,
    affectedPaths: () => [...paths],
    affectedFiles: () => paths.map(file),
  };
  return { kind: 'object', typeName: 'GitChangeSet', getProperty: (name) => properties[name]?.() };
}

/** As in Jenkins, a result can only get worse. */
function declareResult({ state }: Build, text: string): void {
  const result = resultNamed(text);
  if (result === undefined)
    throw new GroovyRuntimeError('IllegalArgumentException', `there is no result ${text}`);
  state.result = state.result === undefined ? result : worse(state.result, result);
}

/** `hudson.Util.getTimeSpanString`: the two greatest units. */
export function timeSpan(ms: number): string {
  const seconds = ms / 1000;
  const units: readonly (readonly [string, number])[] = [
    ['day', 86_400],
    ['hr', 3600],
    ['min', 60],
  ];
  for (const [index, [name, size]] of units.entries()) {
    if (seconds < size) continue;
    const [next, small] = units[index + 1] ?? ['sec', 1];
    const great = Math.floor(seconds / size);
    return `${great} ${name}${name === 'day' && great > 1 ? 's' : ''} ${Math.floor((seconds % size) / small)} ${next}`;
  }
  if (seconds >= 10) return `${Math.floor(seconds)} sec`;
  return seconds >= 1 ? `${seconds.toFixed(1).replace(/\.0$/, '')} sec` : `${Math.round(ms)} ms`;
}

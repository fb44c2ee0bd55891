import type { HostObject, Value } from '@pipeline-lab/groovy';
import type { Commit } from '../workspace/changes.ts';
import type { Properties } from './run-wrapper.ts';

/** `currentBuild.changeSets`: the commits since the last build. */
export function changeSets(commits: readonly Commit[]): Value {
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

import type { HostObject, Value } from '@pipeline-lab/groovy';
import type { Commit } from '../workspace/changes.ts';
import type { Properties } from './run-wrapper.ts';

/** `currentBuild.changeSets`: the commits since the last build. */
export function changeSets(commits: readonly Commit[]): Value {
  if (commits.length === 0) return [];
  const items = commits.map(entryOf);
  const properties: Properties = { items: () => items, kind: () => 'git', logs: () => items };
  return [{ kind: 'object', typeName: 'GitChangeSetList', getProperty: propertyOf(properties) }];
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
    author: () => ({ kind: 'object', typeName: 'User', getProperty: propertyOf(person) }),
    authorName: () => author,
    timestamp: () => time,
    msg: () => title,
    msgAnnotated: () => title,
    comment: () => `${message}\n`,
    affectedPaths: () => [...paths],
    affectedFiles: () => paths.map(file),
  };
  return { kind: 'object', typeName: 'GitChangeSet', getProperty: propertyOf(properties) };
}

/** Only what is listed: the names come from scripts. */
function propertyOf(properties: Properties): (name: string) => Value | undefined {
  return (name) => (Object.hasOwn(properties, name) ? properties[name]?.() : undefined);
}

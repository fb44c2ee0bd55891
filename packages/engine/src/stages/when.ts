import { isTrue, textOf, type Value } from '@pipeline-lab/groovy';
import type { Expression } from '@pipeline-lab/groovy';
import type {
  ChangeRequestCondition,
  ChangesetCondition,
  Condition,
  PatternCondition,
  When,
} from '@pipeline-lab/jenkinsfile';
import type { Site } from '../build/build.ts';
import { environmentAt, say } from '../build/site.ts';
import { causedBy } from '../build/causes.ts';
import type { Commit } from '../workspace/changes.ts';
import { comparatorNamed, compares, regularExpression } from './compare.ts';

/** Whether a stage's `when` lets it run: all of its conditions hold. */
export async function holds(site: Site, { conditions }: When): Promise<boolean> {
  return await allHold(site, conditions);
}

async function allHold(site: Site, conditions: readonly Condition[]): Promise<boolean> {
  for (const condition of conditions) if (!(await conditionHolds(site, condition))) return false;
  return true;
}

async function conditionHolds(site: Site, condition: Condition): Promise<boolean> {
  const { build } = site;
  const env = environmentAt(site);
  const text = textAt(site);
  switch (condition.kind) {
    case 'branch':
      return await named(site, condition, env['BRANCH_NAME'] || env['GIT_LOCAL_BRANCH'] || '');
    case 'tag':
      return await tagged(site, condition, env['TAG_NAME'] ?? '');
    case 'buildingTag':
      return (env['TAG_NAME'] ?? '') !== '';
    case 'isRestartedRun':
      return build.from !== undefined;
    case 'expression':
      return isTrue(await build.interpreter.run(condition.body.body, build.hostAt(site)));
    case 'environment':
      return sameVariable(
        env[await text(condition.name)] ?? '',
        await text(condition.value),
        condition.ignoreCase !== undefined && isTrue(await valueAt(site)(condition.ignoreCase)),
      );
    case 'equals':
      return await equal(site, condition.expected, condition.actual);
    case 'changelog':
      return inChangelog(site, await text(condition.pattern));
    case 'changeset':
      return await inChangeset(site, condition);
    case 'changeRequest':
      return await isChangeRequest(site, condition, env);
    case 'triggeredBy':
      return causedBy(
        build.causes,
        await text(condition.cause),
        condition.detail && (await text(condition.detail)),
      );
    case 'not':
      return !(await conditionHolds(site, condition.condition));
    case 'allOf':
      return await allHold(site, condition.conditions);
    case 'anyOf':
      for (const each of condition.conditions) if (await conditionHolds(site, each)) return true;
      return false;
  }
}

const valueAt =
  (site: Site) =>
  async (expression: Expression): Promise<Value> =>
    await site.build.interpreter.evaluate(expression, site.build.hostAt(site));

const textAt = (site: Site) => {
  const value = valueAt(site);
  return async (expression: Expression): Promise<string> => {
    const found = await value(expression);
    return found === null ? '' : textOf(found);
  };
};

async function named(site: Site, condition: PatternCondition, name: string): Promise<boolean> {
  const pattern = await textAt(site)(condition.pattern);
  if (pattern === '' || name === '') return pattern === name;
  return compares(await comparatorOf(site, condition, 'GLOB'), pattern, name);
}

async function tagged(site: Site, condition: PatternCondition, tag: string): Promise<boolean> {
  const pattern = await textAt(site)(condition.pattern);
  if (pattern === '' || tag === '') return tag !== '';
  return compares(await comparatorOf(site, condition, 'GLOB'), pattern, tag);
}

async function comparatorOf(
  site: Site,
  { comparator }: { readonly comparator?: Expression },
  usual: Parameters<typeof comparatorNamed>[1],
): Promise<ReturnType<typeof comparatorNamed>> {
  return comparatorNamed(comparator && (await textAt(site)(comparator)), usual);
}

function sameVariable(actual: string, expected: string, ignoreCase: boolean): boolean {
  if (actual === '') return expected === '';
  return ignoreCase ? actual.toLowerCase() === expected.toLowerCase() : actual === expected;
}

/** Groovy's own `==`. */
async function equal(site: Site, left: Expression, right: Expression): Promise<boolean> {
  const { start, end } = left;
  return isTrue(await valueAt(site)({ kind: 'binary', operator: '==', left, right, start, end }));
}

async function isChangeRequest(
  site: Site,
  condition: ChangeRequestCondition,
  env: Readonly<Record<string, string>>,
): Promise<boolean> {
  if ((env['CHANGE_ID'] ?? '') === '') return false;
  const comparator = await comparatorOf(site, condition, 'EQUALS');
  for (const [field, expression] of condition.fields) {
    const pattern = await textAt(site)(expression);
    const variable = `CHANGE_${field.replaceAll(/[A-Z]/g, '_$&').toUpperCase()}`;
    // The plugin takes a url, and never compares it.
    if (field !== 'url' && pattern !== '' && !compares(comparator, pattern, env[variable] ?? ''))
      return false;
  }
  return true;
}

function inChangelog(site: Site, pattern: string): boolean {
  const title = regularExpression(pattern);
  const lines = regularExpression(`(?ms)^[^\\r\\n]*?${pattern}[^\\r\\n]*?$`, pattern);
  return anyCommit(site, (commit) => title.matches(commit.title) || lines.finds(commit.message));
}

async function inChangeset(site: Site, condition: ChangesetCondition): Promise<boolean> {
  const pattern = await textAt(site)(condition.pattern);
  const { caseSensitive } = condition;
  const strict = caseSensitive !== undefined && isTrue(await valueAt(site)(caseSensitive));
  const comparator = await comparatorOf(site, condition, 'GLOB');
  return anyCommit(site, ({ paths }) => paths.some((path) => compares(comparator, pattern, path, strict)));
}

function anyCommit(site: Site, matches: (commit: Commit) => boolean): boolean {
  const { build } = site;
  const commits = build.changes();
  if (commits.length > 0) return commits.some(matches);
  const why = build.number <= 1 ? 'Probably because this is the first build.' : 'Have you run checkout?';
  say(site, `Warning, empty changelog. ${why}`);
  return false;
}

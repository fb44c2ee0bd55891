import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Site } from '../build/build.ts';
import { environmentAt } from '../build/site.ts';
import { consoleLines } from '../events/console.ts';
import type { Result } from '../events/result.ts';
import type { Token } from './tokens.ts';

const defaults: Readonly<Record<string, string>> = {
  DEFAULT_SUBJECT: '$PROJECT_NAME - Build # $BUILD_NUMBER - $BUILD_STATUS!',
  DEFAULT_CONTENT:
    '$PROJECT_NAME - Build # $BUILD_NUMBER - $BUILD_STATUS:\n\nCheck console output at $BUILD_URL to view the results.',
  DEFAULT_REPLYTO: '',
};

/** The tokens of email-ext that are frequent, then the variables of the environment. */
export function buildTokens(site: Site, recipients: string): Token {
  const { build } = site;
  const known: Readonly<Record<string, () => string>> = {
    DEFAULT_RECIPIENTS: () => recipients,
    PROJECT_NAME: () => build.job,
    PROJECT_DISPLAY_NAME: () => build.job,
    BUILD_NUMBER: () => String(build.number),
    BUILD_ID: () => String(build.number),
    BUILD_URL: () => `file://${build.folder}/`,
    PROJECT_URL: () => `file://${build.jobFolder}/`,
    BUILD_STATUS: () => statusOf(build.state.result ?? 'SUCCESS', build.previous()?.result),
    BUILD_CAUSE: () => causes(site),
    CAUSE: () => causes(site),
    CHANGES: () => changes(site),
    CHANGES_SINCE_LAST_SUCCESS: () => changes(site),
    GIT_REVISION: () => build.source?.commit ?? '',
    GIT_BRANCH: () => build.source?.branch ?? '',
  };
  return async (name, argument) => {
    if (Object.hasOwn(defaults, name)) return defaults[name];
    if (Object.hasOwn(known, name)) return known[name]?.();
    if (name === 'ENV') return environmentAt(site)[argument('var') ?? ''] ?? '';
    if (name === 'BUILD_LOG') return await lastLines(site, Number(argument('maxLines') ?? 250));
    if (name === 'FILE') return await fileText(site, argument('path') ?? '');
    return environmentAt(site)[name];
  };
}

function causes({ build }: Site): string {
  return build.causes.map(({ description }) => description).join(', ');
}

function changes({ build }: Site): string {
  const list = build.changes().map(({ author, title }) => `[${author}] ${title}`);
  return list.length === 0 ? 'No changes' : list.join('\n');
}

/** In the words of email-ext, which look at the build before too. */
function statusOf(result: Result, before: Result | undefined): string {
  const bad = before === 'FAILURE' || before === 'UNSTABLE';
  switch (result) {
    case 'SUCCESS':
      return bad ? 'Fixed' : 'Successful';
    case 'UNSTABLE':
      return before === 'UNSTABLE' ? 'Still Unstable' : 'Unstable';
    case 'FAILURE':
      return before === 'FAILURE' ? 'Still Failing' : 'Failure';
    case 'NOT_BUILT':
      return 'Not Built';
    case 'ABORTED':
      return 'Aborted';
  }
}

async function lastLines({ build }: Site, count: number): Promise<string> {
  const kept: string[] = [];
  for await (const line of consoleLines(build.folder)) {
    kept.push(line);
    if (kept.length > count) kept.shift();
  }
  return kept.join('\n');
}

async function fileText({ cwd }: Site, path: string): Promise<string> {
  return await readFile(resolve(cwd, path), 'utf8').catch(() => `ERROR: File '${path}' does not exist`);
}

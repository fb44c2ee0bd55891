import type { AppConfig, DeployRequest } from '@pipeline-lab/deploy';
import type { Context } from '../context.ts';
import { deploymentInputs } from '../deployment-inputs.ts';
import type { ChosenDestination } from '../destination.ts';
import { adapted } from './adapted.ts';

type Variables = Readonly<Record<string, string>>;

/** The settings of a destination as its rehearsal takes them. */
export interface Settings {
  readonly app: AppConfig;
  readonly inputs: Required<Pick<DeployRequest, 'env' | 'secrets' | 'proxyFiles'>>;
  /** What is other than in production, and what is handed to the lab. */
  readonly notes: readonly string[];
}

/**
 * Resolves variables, secrets and files as a deployment does; `overrides` come instead of variables and of secrets, whose sources
 * are not asked then. Errors: as a deployment's.
 */
export async function settingsOf(
  context: Context,
  chosen: ChosenDestination,
  { overrides, hooks }: { readonly overrides: Variables; readonly hooks: boolean },
): Promise<Settings> {
  const { app, destination } = chosen;
  const sources = Object.entries({ ...app.secrets, ...destination.secrets });
  const given = Object.entries(overrides);
  const isSecret = (name: string): boolean => sources.some(([secret]) => secret === name);
  const handed = sources.filter(([name]) => !Object.hasOwn(overrides, name));
  const { env, secrets, proxyFiles } = await deploymentInputs(context, {
    ...chosen,
    app: { ...app, secrets: Object.fromEntries(handed) },
    destination: { ...destination, secrets: {} },
  });
  const quiet = adapted(app, proxyFiles, hooks);
  return {
    app: quiet.app,
    inputs: {
      env: { ...env, ...Object.fromEntries(given.filter(([name]) => !isSecret(name))) },
      secrets: { ...secrets, ...Object.fromEntries(given.filter(([name]) => isSecret(name))) },
      proxyFiles: quiet.proxyFiles ?? {},
    },
    notes: [...secretNotes(handed.map(([name]) => name)), ...addressNotes(env, overrides), ...quiet.notes],
  };
}

function secretNotes(handed: readonly string[]): string[] {
  if (handed.length === 0) return [];
  return [
    `the lab gets the real value of ${handed.join(', ')}: what such a secret opens, such as a database, is the real one. --env-file FILE or --env NAME=VALUE gives others`,
  ];
}

/** Variables that lead somewhere, unless they were given for the rehearsal. */
function addressNotes(env: Variables, overrides: Variables): string[] {
  const names = Object.entries(env)
    .filter(([name, value]) => /^[a-z][a-z0-9+.-]*:\/\//i.test(value) && !Object.hasOwn(overrides, name))
    .map(([name]) => name);
  return names.length === 0 ? [] : [`the lab reaches what ${names.join(', ')} names, as production does`];
}

import {
  type DeployRequest,
  resolveProxyFiles,
  resolveSecrets,
  type SecretSurroundings,
} from '@pipeline-lab/deploy';
import { secretStore, storePaths } from '@pipeline-lab/engine/secrets';
import type { Context } from './context.ts';
import type { ChosenDestination } from './destination.ts';
import { badUsage } from './errors.ts';

type Secrets = Required<Pick<DeployRequest, 'secrets' | 'proxyFiles'>>;

/**
 * Values of the secret variables of a destination, and the files of its proxies. The encrypted store is the one of
 * `plab secrets`.
 */
export async function deploymentSecrets(
  context: Context,
  { app, destination }: ChosenDestination,
): Promise<Secrets> {
  const surroundings = surroundingsOf(context);
  const sources = { ...app.secrets, ...destination.secrets };
  return {
    secrets: await resolveSecrets(sources, surroundings, context.signal),
    proxyFiles: await resolveProxyFiles(app.proxy, surroundings, context.signal),
  };
}

function surroundingsOf(context: Context): SecretSurroundings {
  const store = secretStore(storePaths({ env: context.env, stateDir: context.stateFolder }));
  const stored = async (id: string): Promise<string | undefined> => {
    const secret = await store.get(id);
    if (secret === undefined || secret.type === 'string') return secret?.value;
    throw badUsage(
      `the secret “${id}” is a ${secret.type}, and a variable needs a string`,
      `Set it with \`plab secrets set ${id} --type string\`.`,
    );
  };
  return { folder: context.cwd, stored };
}

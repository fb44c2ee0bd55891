import {
  type DeployRequest,
  resolveEnv,
  resolveProxyFiles,
  resolveSecrets,
  type SecretSurroundings,
} from '@pipeline-lab/deploy';
import { secretStore, storePaths } from '@pipeline-lab/engine/secrets';
import type { Context } from './context.ts';
import type { ChosenDestination } from './destination.ts';
import { badUsage } from './errors.ts';
import { trustOf } from './signing/trust.ts';

type Inputs = Required<Pick<DeployRequest, 'env' | 'secrets' | 'proxyFiles'>> & Pick<DeployRequest, 'trust'>;

/**
 * What a deployment to a destination takes beside the image: `provenance` is a file with what was signed of that. Values of the variables of a destination, secret ones apart, and the files of its proxies. The encrypted store is the one of
 * `plab secrets`.
 */
export async function deploymentInputs(
  context: Context,
  { app, destination }: ChosenDestination,
  provenance?: string,
): Promise<Inputs> {
  const surroundings = surroundingsOf(context);
  const trust = await trustOf(context, app, provenance);
  const sources = { ...app.secrets, ...destination.secrets };
  return {
    env: await resolveEnv([app, destination], surroundings.folder),
    secrets: await resolveSecrets(sources, surroundings, context.signal),
    proxyFiles: await resolveProxyFiles(app.proxy, surroundings, context.signal),
    ...(trust === undefined ? {} : { trust }),
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

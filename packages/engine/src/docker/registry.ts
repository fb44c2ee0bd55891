import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Site } from '../build/build.ts';
import { hide, withSecretFolder } from '../credentials/bindings.ts';

/** Runs work with a registry in front of image names, and logged in to it when credentials are given. */
export async function inRegistry<T>(
  site: Site,
  url: string,
  credentialsId: string,
  work: (site: Site) => Promise<T>,
): Promise<T> {
  const named = { ...site, env: { ...site.env, ...(url === '' ? {} : { DOCKER_REGISTRY_URL: url }) } };
  if (credentialsId === '') return await work(named);
  const secret = await site.build.credentials.findAs(credentialsId, 'usernamePassword');
  hide(site, credentialsId, secret);
  const auth = Buffer.from(`${secret.username}:${secret.password}`).toString('base64');
  const server = url === '' ? 'https://index.docker.io/v1/' : registryHost(url);
  return await withSecretFolder(site, async (folder) => {
    // A file of our own: `docker login` would leave the password in the user's.
    const file = await folder.write('config.json', JSON.stringify({ auths: { [server]: { auth } } }));
    await mkdir(dirname(file), { recursive: true });
    return await work({ ...named, env: { ...named.env, DOCKER_CONFIG: dirname(file) } });
  });
}

/** The name of an image in the registry at a site. */
export function imageName({ env }: Pick<Site, 'env'>, id: string): string {
  const url = env['DOCKER_REGISTRY_URL'];
  if (url === undefined || url === '') return id;
  const host = registryHost(url);
  return id.startsWith(`${host}/`) ? id : `${host}/${id}`;
}

function registryHost(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/(?:v[12]\/?)?$/, '');
}

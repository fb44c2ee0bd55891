import { lookup } from 'node:dns/promises';
import { fail } from '../errors.ts';
import type { Host } from '../host/host.ts';
import { clientSettings } from './client-settings.ts';

/** The addresses that the SSH client finds a host at. Errors: PLAB_SSH_REFUSED for a name that has none. */
export async function addressesOf(host: Host): Promise<string[]> {
  const [name = host.name] = (await clientSettings(host)).get('hostname') ?? [];
  const found = await lookup(name, { all: true }).catch((error: unknown) => {
    throw fail('PLAB_SSH_REFUSED', host, `its name ${name} has no address`, error);
  });
  return [...new Set(found.map(({ address }) => address))].toSorted();
}

import { renewCertificates, setMaintenance } from '@pipeline-lab/deploy';
import type { Context } from '../context.ts';
import { chooseDestination } from '../destination.ts';

/** Turns the maintenance page of a destination on or off, on every host. */
export async function maintain(
  context: Context,
  { destination, on }: { readonly destination: string | undefined; readonly on: boolean },
): Promise<void> {
  const { name, app, hosts } = await chooseDestination(context, destination);
  await setMaintenance(app, hosts, on, context.signal);
  context.say(on ? `${name} answers 503 with its maintenance page` : `${name} serves again`);
}

/** Renews the certificates of a destination that end soon; for cron. */
export async function renew(
  context: Context,
  options: { readonly destination: string | undefined; readonly all: boolean; readonly json: boolean },
): Promise<void> {
  const { app, hosts } = await chooseDestination(context, options.destination);
  const certificates = await renewCertificates({ app, hosts, all: options.all }, context.signal);
  if (options.json) return console.log(JSON.stringify(certificates, undefined, 2));
  for (const { host, renewed, ends, names } of certificates)
    console.log(`${host}  ${renewed ? 'renewed' : 'not due'}, until ${ends}: ${names.join(', ')}`);
}

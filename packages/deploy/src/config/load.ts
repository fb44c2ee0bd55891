import { readFile } from 'node:fs/promises';
import { fail } from '../errors.ts';
import type { Destination } from './destination.ts';
import { acmeNeeds, suitsAcme, withChange } from './proxy.ts';
import { type AppConfig, type DeployFile, deployFileSchema } from './schema.ts';
import { parseYaml } from './yaml-file.ts';

/** Reads and validates a deployment file; all its errors come at once, each with file:line:column. */
export async function loadDeployFile(file: string): Promise<DeployFile> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const why = isMissing ? ': there is none in this folder' : '';
    throw fail('PLAB_DEPLOY_FILE', file, `the file cannot be read${why}`, error);
  });
  return parseDeployFile(text, file);
}

/** As {@link loadDeployFile}, from the text; `file` is for the messages. */
export function parseDeployFile(text: string, file: string): DeployFile {
  const parsed = parseYaml(text, file, deployFileSchema);
  if ('data' in parsed) return parsed.data;
  throw invalid(parsed.problems);
}

/** The part of the file that one deployment needs. */
export function destinationOf(file: DeployFile, name: string): { app: AppConfig; destination: Destination } {
  const destination = Object.hasOwn(file.destinations, name) ? file.destinations[name] : undefined;
  if (destination === undefined)
    throw fail(
      'PLAB_NO_DESTINATION',
      'deploy.yml',
      `“${name}” (it has ${Object.keys(file.destinations).join(', ') || 'none'})`,
    );
  const { destinations: _, ...app } = file;
  const ssh = { ...app.ssh, ...destination.ssh };
  const proxy = withChange(app.proxy, destination.proxy);
  if (!suitsAcme(proxy))
    throw fail('PLAB_DEPLOY_FILE', `deploy.yml: destinations.${name}.proxy.tls.acme`, acmeNeeds);
  const swarm = destination.engine === 'swarm' ? { swarm: destination.swarm } : {};
  const { verify = app.verify } = destination;
  return { app: { ...app, proxy, ssh, verify, ...swarm }, destination };
}

function invalid(problems: readonly string[]): Error {
  const [first = '', ...rest] = problems;
  const split = first.indexOf(': ');
  return fail('PLAB_DEPLOY_FILE', first.slice(0, split), [first.slice(split + 2), ...rest].join('\n'));
}

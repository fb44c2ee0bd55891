import { readFile } from 'node:fs/promises';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { fail } from '../errors.ts';
import { type Destination } from './destination.ts';
import { acmeNeeds, suitsAcme, withChange } from './proxy.ts';
import { type AppConfig, type DeployFile, deployFileSchema } from './schema.ts';

/** Reads and validates a deployment file; all its errors come at once, each with file:line:column. */
export async function loadDeployFile(file: string): Promise<DeployFile> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw fail('PLAB_DEPLOY_FILE', file, 'the file cannot be read', error);
  });
  return parseDeployFile(text, file);
}

/** As {@link loadDeployFile}, from the text; `file` is for the messages. */
export function parseDeployFile(text: string, file: string): DeployFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const broken = document.errors.map((error) => `${at(error.pos[0])}: ${error.message}`);
  if (broken.length > 0) throw invalid(broken);
  const result = deployFileSchema.safeParse(document.toJS());
  if (result.success) return result.data;
  throw invalid(
    result.error.issues.flatMap(placed).map(({ path, message }) => {
      return `${at(offsetOf(document, path))}: ${path.join('.') || 'the file'}: ${message}`;
    }),
  );
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

interface Problem {
  readonly path: readonly string[];
  readonly message: string;
}

/** An unknown key is found at the key, not at what it is in; a name that may not be one says why. */
function placed(issue: z.core.$ZodIssue): Problem[] {
  const path = issue.path.map(String);
  if (issue.code === 'invalid_key') return [{ path, message: issue.issues[0]?.message ?? issue.message }];
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  return issue.keys.map((key) => ({ path: [...path, key], message: 'is not a key that is known here' }));
}

function offsetOf(document: ReturnType<typeof parseDocument>, path: readonly string[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (node !== null && typeof node === 'object' && 'range' in node && Array.isArray(node.range))
      return Number(node.range[0]);
  }
  return 0;
}

function invalid(problems: readonly string[]): Error {
  const [first = '', ...rest] = problems;
  const split = first.indexOf(': ');
  return fail('PLAB_DEPLOY_FILE', first.slice(0, split), [first.slice(split + 2), ...rest].join('\n'));
}

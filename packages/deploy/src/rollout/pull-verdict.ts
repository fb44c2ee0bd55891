import type { EngineKind } from './pull.ts';

/**
 * Why a pull failed, by what was written down on the host of its end: HTTP status, 0 for no answer, and the engine's last line.
 * Undefined when the engine says that it has the image.
 */
export function failureOf(kind: EngineKind, verdict: string): string | undefined {
  const found = /^(\d+) (.*)$/s.exec(verdict.trimEnd());
  if (found === null) return 'the pull on the host ended, and left no word of what became of it';
  const [, status, last = ''] = found;
  if (status === '0') return last;
  const said = parsed(last);
  const reason = text(said?.['error']) ?? text(said?.['message']);
  if (status !== '200' || reason !== undefined) return reason ?? `the engine answered ${status}: ${last}`;
  if (said === undefined || !lastOf[kind](said)) return `the engine stopped in the middle: ${last}`;
  return undefined;
}

/**
 * What an engine says at last of an image that it has. The containerd store of early Dockers says nothing of that kind; there
 * the deployment has asked by itself as well.
 */
const lastOf: Readonly<Record<EngineKind, (said: Said) => boolean>> = {
  docker: ({ status }) => text(status)?.startsWith('Status: ') === true,
  'docker-containerd': () => true,
  podman: ({ id }) => text(id) !== undefined,
};

type Said = Readonly<Record<string, unknown>>;

function parsed(line: string): Said | undefined {
  try {
    const said: unknown = JSON.parse(line);
    return said !== null && typeof said === 'object' ? (said as Said) : undefined;
  } catch {
    return undefined;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

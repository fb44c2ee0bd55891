import { styleText } from 'node:util';
import { harmless } from './visible.ts';

/** An error for people: what happened, its code, what to do next. PLAB_DEBUG=1 adds the stack. */
export function renderError(error: unknown): string {
  if (!(error instanceof Error)) return `plab: ${String(error)}`;
  const lines = [`${styleText('red', 'plab:', { stream: process.stderr })} ${harmlessLines(error.message)}`];
  if ('hint' in error && typeof error.hint === 'string' && error.hint !== '')
    lines.push(`  next: ${harmlessLines(error.hint)}`);
  if ('code' in error && typeof error.code === 'string' && error.code.startsWith('PLAB_'))
    lines.push(`  code: ${error.code}`);
  if (process.env['PLAB_DEBUG'] === '1') lines.push(error.stack ?? '', ...causes(error));
  return lines.join('\n');
}

/** A message may show lines of a file, which hold whatever somebody wrote. */
function harmlessLines(text: string): string {
  return text.split('\n').map(harmless).join('\n');
}

function causes(error: Error): string[] {
  return error.cause instanceof Error
    ? [`caused by ${error.cause.stack ?? error.cause.message}`, ...causes(error.cause)]
    : [];
}

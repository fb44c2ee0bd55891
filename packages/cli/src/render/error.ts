import { styleText } from 'node:util';
import { harmlessText } from './visible.ts';

/** An error for people: what happened, its code, what to do next. PLAB_DEBUG=1 adds the stack. */
export function renderError(error: unknown): string {
  if (!(error instanceof Error)) return harmlessText(`plab: ${String(error)}`);
  const lines = [`${styleText('red', 'plab:', { stream: process.stderr })} ${error.message}`];
  if ('hint' in error && typeof error.hint === 'string' && error.hint !== '')
    lines.push(`  next: ${error.hint}`);
  if ('code' in error && typeof error.code === 'string' && error.code.startsWith('PLAB_'))
    lines.push(`  code: ${error.code}`);
  if (process.env['PLAB_DEBUG'] === '1') lines.push(error.stack ?? '', ...causes(error));
  return harmlessText(lines.join('\n'));
}

function causes(error: Error): string[] {
  return error.cause instanceof Error
    ? [`caused by ${error.cause.stack ?? error.cause.message}`, ...causes(error.cause)]
    : [];
}

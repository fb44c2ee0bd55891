import type { CallNode, Span, Statement } from '@pipeline-lab/groovy/syntax';
import { blockedSteps } from '../messages.ts';
import { checkArguments } from './arguments.ts';
import { advise, blockIn, callIn, nameOf, report, type Reader } from './reader.ts';

/** Checks steps, which there must be at least one of. */
export function checkBranch(reader: Reader, steps: readonly Statement[], at: Span): void {
  if (steps.length === 0) report(reader, at, 'no-steps');
  for (const step of steps) checkStep(reader, step);
}

function checkStep(reader: Reader, statement: Statement): void {
  const call = callIn(statement);
  if (call === undefined) {
    report(reader, statement, 'expected-step');
    return advise(reader, 'Groovy goes into a block of its own: `script { … }`.');
  }
  const name = nameOf(reader, call);
  if (name === 'script') {
    if (blockIn(statement) === undefined) report(reader, statement, 'code-block-missing', ['Script']);
    return;
  }
  const reason = Object.hasOwn(blockedSteps, name) ? blockedSteps[name] : undefined;
  if (reason !== undefined) report(reader, call, 'blocked-step', [name, reason]);
  else if (name !== 'error' || call.name === 'error') checkKnownStep(reader, call);
  for (const child of call.closure?.body ?? []) checkStep(reader, child);
}

function checkKnownStep(reader: Reader, call: CallNode): void {
  const schema = reader.catalogue.steps.get(call.name);
  if (schema !== undefined) checkArguments(reader, call, schema, call);
}

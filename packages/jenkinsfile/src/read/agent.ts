import type { Agent } from '../model.ts';
import { argument, callIn, report, type Reader, type Section, spanOf, suggestion } from './reader.ts';

const types = ['any', 'none', 'label', 'node'];
/** Types that Jenkins has through plugins and that do not run here yet. */
const unsupported = ['docker', 'dockerfile', 'kubernetes'];

/** `agent any`, `agent none`, `agent { label 'x' }`, `agent { node { label 'x' } }`. */
export function readAgent(reader: Reader, { call }: Section): Agent | undefined {
  const [value] = call.positional;
  if (value?.kind === 'variable' && (value.name === 'any' || value.name === 'none')) {
    return { kind: value.name, ...spanOf(call) };
  }
  const [statement] = call.closure?.body ?? [];
  const type = statement === undefined ? undefined : callIn(statement);
  if (type === undefined) {
    report(reader, value ?? call, `Invalid agent type specified. Must be one of [${types.join(', ')}]`);
    return undefined;
  }
  if (type.name === 'node') return readAgent(reader, { name: 'agent', call: type });
  const label = argument(type, 'label');
  if (type.name === 'label' && label !== undefined) return { kind: 'label', label, ...spanOf(call) };
  if (unsupported.includes(type.name)) {
    report(
      reader,
      type,
      `agent type "${type.name}" does not run here yet`,
      'Use `agent any` and call the tool in a step.',
    );
  } else {
    const known = `Must be one of [${types.join(', ')}]`;
    report(
      reader,
      type,
      `Invalid agent type "${type.name}" specified. ${known}`,
      suggestion(type.name, types),
    );
  }
  return undefined;
}

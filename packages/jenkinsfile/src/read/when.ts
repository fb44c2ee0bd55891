import type { CallNode } from '@pipeline-lab/groovy';
import type { Condition, When } from '../model.ts';
import {
  argument,
  isSet,
  find,
  report,
  type Reader,
  type Section,
  sectionsOf,
  spanOf,
  suggestion,
} from './reader.ts';

const switches = ['beforeAgent', 'beforeInput', 'beforeOptions'];
const conditions = ['branch', 'expression', 'environment', 'equals', 'not', 'allOf', 'anyOf'];

/** `when { branch 'main' … }` */
export function readWhen(reader: Reader, { call }: Section): When {
  const sections = sectionsOf(reader, call.closure, 'when');
  const found = sections
    .filter(({ name }) => !switches.includes(name))
    .flatMap((section) => readCondition(reader, section.call) ?? []);
  if (found.length === 0 && reader.problems.length === 0) {
    report(reader, call, 'Empty when closure, remove the property or add some content.');
  }
  return {
    conditions: found,
    beforeAgent: isSet(find(sections, 'beforeAgent')),
    beforeInput: isSet(find(sections, 'beforeInput')),
    beforeOptions: isSet(find(sections, 'beforeOptions')),
    ...spanOf(call),
  };
}

function readCondition(reader: Reader, call: CallNode): Condition | undefined {
  const span = spanOf(call);
  const inner = (): Condition[] =>
    sectionsOf(reader, call.closure, call.name).flatMap(
      (section) => readCondition(reader, section.call) ?? [],
    );
  const missing = (what: string): undefined =>
    report(reader, call, `Missing required parameter: "${what}"`) as undefined;
  const [first] = call.name === 'not' ? inner() : [];
  switch (call.name) {
    case 'branch': {
      const pattern = argument(call, 'pattern');
      return pattern === undefined ? missing('pattern') : { kind: 'branch', pattern, ...span };
    }
    case 'expression':
      return call.closure === undefined
        ? missing('expression')
        : { kind: 'expression', body: call.closure, ...span };
    case 'environment':
    case 'equals':
      return readComparison(reader, call);
    case 'not':
      return first === undefined ? missing('condition') : { kind: 'not', condition: first, ...span };
    case 'allOf':
      return { kind: 'allOf', conditions: inner(), ...span };
    case 'anyOf':
      return { kind: 'anyOf', conditions: inner(), ...span };
    default:
      report(
        reader,
        call.nameSpan,
        `Unknown conditional ${call.name}. Valid conditionals are: ${conditions.join(', ')}`,
        suggestion(call.name, conditions),
      );
      return undefined;
  }
}

/** `environment name: 'A', value: 'b'` and `equals expected: 1, actual: x`. */
function readComparison(reader: Reader, call: CallNode): Condition | undefined {
  const keys = call.name === 'equals' ? ['expected', 'actual'] : ['name', 'value'];
  const [one, other] = keys.map(
    (key) => call.named.find((entry) => entry.key.kind === 'literal' && entry.key.value === key)?.value,
  );
  if (one === undefined || other === undefined) {
    report(reader, call, `Missing required parameter: "${one === undefined ? keys[0] : keys[1]}"`);
    return undefined;
  }
  return call.name === 'equals'
    ? { kind: 'equals', expected: one, actual: other, ...spanOf(call) }
    : { kind: 'environment', name: one, value: other, ...spanOf(call) };
}

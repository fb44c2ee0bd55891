import type { CallNode } from '@pipeline-lab/groovy/syntax';
import { childCount } from '../catalogue/conditions.ts';
import { namesOf, whenDirectives } from '../catalogue/directives.ts';
import type { Condition, When } from '../model.ts';
import { checkArguments } from './arguments.ts';
import { checkChangelog } from './changelog.ts';
import { conditionOf } from './condition-of.ts';
import { callIn, nameOf, report, type Reader, spanOf } from './reader.ts';
import { booleanOf, find, type Section } from './sections.ts';

const switches = namesOf(whenDirectives);

/** `when { branch 'main' … }` */
export function readWhen(reader: Reader, { call, statement }: Section): When {
  const conditions: Condition[] = [];
  const sections: Section[] = [];
  let written = 0;
  for (const each of call.closure?.body ?? []) {
    const content = callIn(each);
    if (content === undefined) {
      report(reader, each, 'expected-condition');
      continue;
    }
    const name = nameOf(reader, content);
    if (switches.includes(name)) sections.push({ name, call: content, statement: each });
    else {
      written += 1;
      const condition = readCondition(reader, content);
      if (condition !== undefined) conditions.push(condition);
    }
  }
  if (written === 0) report(reader, statement, 'when-empty');
  const [beforeAgent = false, beforeInput = false, beforeOptions = false] = switches.map((name) =>
    booleanOf(reader, find(sections, name)),
  );
  return { conditions, beforeAgent, beforeInput, beforeOptions, ...spanOf(call) };
}

function readCondition(reader: Reader, call: CallNode): Condition | undefined {
  const { conditions } = reader.catalogue;
  const schema = conditions.get(call.name);
  if (call.name === 'expression') return readExpression(reader, call);
  if (schema === undefined) {
    const names = [...conditions.keys()];
    if (nameOf(reader, call) !== 'error')
      report(reader, call, 'when-unknown', [call.name, names.join(', ')], names);
    return undefined;
  }
  if (childCount(schema) !== 0) return readNested(reader, call, childCount(schema));
  if (call.closure !== undefined && call.closure.body.length > 0) {
    report(reader, call, 'when-children-not-allowed', [call.name]);
    return undefined;
  }
  const before = reader.problems.length;
  checkArguments(reader, call, schema, call);
  if (call.name === 'changelog') checkChangelog(reader, call);
  return reader.problems.length > before ? undefined : conditionOf(call, schema);
}

function readExpression(reader: Reader, call: CallNode): Condition | undefined {
  const { closure } = call;
  if (closure !== undefined) return { kind: 'expression', body: closure, ...spanOf(call) };
  report(reader, call, 'code-block-missing', ['When']);
  return undefined;
}

function readNested(reader: Reader, call: CallNode, count: number): Condition | undefined {
  const { name, closure, named, positional } = call;
  const statements = closure?.body ?? [];
  if (closure === undefined || named.length + positional.length > 0) {
    report(reader, call, 'when-no-arguments', [name]);
  } else if (count < 0 && statements.length === 0) {
    report(reader, call, 'when-children', [name]);
  } else if (count > 0 && statements.length !== count) {
    report(reader, call, 'when-children-count', [name, count]);
  }
  const children = statements.flatMap((statement) => {
    const child = callIn(statement);
    if (child === undefined) report(reader, statement, 'expected-condition');
    return child === undefined ? [] : (readCondition(reader, child) ?? []);
  });
  const [condition] = children;
  const span = spanOf(call);
  if (name === 'not') return condition && { kind: 'not', condition, ...span };
  return { kind: name === 'allOf' ? 'allOf' : 'anyOf', conditions: children, ...span };
}

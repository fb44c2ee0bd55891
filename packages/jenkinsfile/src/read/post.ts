import type { Statement } from '@pipeline-lab/groovy';
import { type Post, type PostCondition, postConditions } from '../model.ts';
import { report, type Reader, type Section, sectionsOf, suggestion } from './reader.ts';

/** `post { always { … } failure { … } }`, in the order in which Jenkins runs the conditions. */
export function readPost(reader: Reader, { call }: Section): Post {
  const blocks = new Map<PostCondition, readonly Statement[]>();
  for (const section of sectionsOf(reader, call.closure, 'post')) {
    const condition = conditionNamed(section.name);
    if (condition === undefined) {
      const message = `Invalid condition "${section.name}" - valid conditions are [${postConditions.join(', ')}]`;
      report(reader, section.call.nameSpan, message, suggestion(section.name, postConditions));
    } else if (blocks.has(condition)) {
      report(reader, section.call.nameSpan, `Duplicate build condition name: "${condition}"`);
    } else {
      blocks.set(condition, section.call.closure?.body ?? []);
    }
  }
  if (call.closure?.body.length === 0) report(reader, call, 'post can not be empty');
  return new Map(
    postConditions.flatMap((name) => (blocks.has(name) ? [[name, blocks.get(name) ?? []]] : [])),
  );
}

/** Jenkins writes `notBuilt` with a capital letter inside only. */
function conditionNamed(name: string): PostCondition | undefined {
  return postConditions.find((condition) => condition === name);
}

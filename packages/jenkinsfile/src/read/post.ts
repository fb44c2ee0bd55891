import { javaList } from '../messages.ts';
import { type Post, type PostCondition, postConditions } from '../model.ts';
import type { Statement } from '@pipeline-lab/groovy/syntax';
import { blockIn, duplicates, nameOf, report, type Reader } from './reader.ts';
import type { Section } from './sections.ts';
import { checkBranch } from './steps.ts';

/** `post { always { … } failure { … } }`, in the order in which Jenkins runs the conditions. */
export function readPost(reader: Reader, { call, statement, name }: Section): Post {
  const known = javaList(postConditions);
  if (blockIn(statement) === undefined) report(reader, statement, 'expected-block');
  const blocks = new Map<PostCondition, readonly Statement[]>();
  const names: string[] = [];
  for (const each of call.closure?.body ?? []) {
    const block = blockIn(each);
    if (block === undefined) {
      report(reader, each, 'post-content', [known]);
      continue;
    }
    const written = nameOf(reader, block);
    names.push(written);
    checkBranch(reader, block.closure?.body ?? [], block);
    const condition = postConditions.find((one) => one === written);
    if (condition !== undefined) blocks.set(condition, block.closure?.body ?? []);
    else report(reader, each, 'invalid-post-condition', [written, known], postConditions);
  }
  if (names.length === 0) report(reader, statement, 'empty-section', [name]);
  for (const twice of duplicates(names)) report(reader, statement, 'duplicate-build-condition', [twice]);
  return new Map(postConditions.flatMap((one) => (blocks.has(one) ? [[one, blocks.get(one) ?? []]] : [])));
}

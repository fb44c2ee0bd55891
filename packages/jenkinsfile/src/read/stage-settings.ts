import type { StageSettings } from '../model.ts';
import { readAgent } from './agent.ts';
import { readOptions } from './declarations.ts';
import { readEnvironment } from './environment.ts';
import { readInput } from './input.ts';
import { readPost } from './post.ts';
import type { Reader } from './reader.ts';
import { blockOf, find, type Section } from './sections.ts';
import { readTools } from './tools.ts';
import { readWhen } from './when.ts';

/** What a stage has besides its body. */
export function readSettings(reader: Reader, sections: readonly Section[]): StageSettings {
  const agent = find(sections, 'agent');
  const readAs = agent && readAgent(reader, agent);
  const input = find(sections, 'input');
  const asked = input && readInput(reader, input);
  const when = find(sections, 'when');
  const post = find(sections, 'post');
  if (when !== undefined) blockOf(reader, when);
  return {
    ...(readAs && { agent: readAs }),
    environment: readEnvironment(reader, find(sections, 'environment')),
    options: readOptions(reader, find(sections, 'options'), 'stage'),
    tools: readTools(reader, find(sections, 'tools')),
    ...(asked && { input: asked }),
    ...(when && { when: readWhen(reader, when) }),
    ...(post && { post: readPost(reader, post) }),
  };
}

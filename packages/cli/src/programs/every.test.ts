import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Command } from 'commander';
import { contextOf } from '../context.ts';
import { addEveryCommand } from './every.ts';

const { signal } = new AbortController();
const context = contextOf({}, '/', { interrupted: signal, hungUp: signal, force: signal });
const root = new Command('plab');
addEveryCommand(root, context);

describe('the help shows how the command is used', () => {
  for (const [words, command] of verbsOf(root))
    test(words, () => {
      const examples = /\nExamples?:\n((?: {2}.*\n?)+)/.exec(helpOf(command))?.[1] ?? '';
      for (const example of examples.trim().split('\n'))
        assert.ok(example.trim().startsWith(words), `${words} --help: ${example || 'no example'}`);
    });
});

function* verbsOf(command: Command, words = 'plab'): Generator<[string, Command]> {
  for (const each of command.commands)
    if (each.commands.length > 0) yield* verbsOf(each, `${words} ${each.name()}`);
    else yield [`${words} ${each.name()}`, each];
}

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => void (text += part) });
  command.outputHelp();
  return text;
}

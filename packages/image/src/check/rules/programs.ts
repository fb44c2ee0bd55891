import { basename } from 'node:path';
import { type Command, commandsOf } from '../dockerfile/commands.ts';
import type { Word } from '../dockerfile/model.ts';
import type { DockerfileSubject } from '../rule.ts';

/** Name of the program that a command runs. */
export function programOf({ words }: Command): string {
  return basename(words[0]?.text ?? '');
}

/** The commands of every RUN. */
export function* allCommands({ file }: DockerfileSubject): Iterable<Command> {
  for (const instruction of file.instructions) yield* commandsOf(file, instruction);
}

/** What is installed by a command of a package manager; undefined where it is another command. */
export function installed(command: Command, program: RegExp, verb: string): readonly Word[] | undefined {
  const at = command.words.findIndex(({ text }) => text === verb);
  const [, flag, module = ''] = command.words.map(({ text }) => text);
  const isModule = /^python[\d.]*$/.test(programOf(command)) && flag === '-m' && program.test(module);
  if (!(program.test(programOf(command)) || isModule) || at < 1) return undefined;
  return command.words.slice(at + 1).filter(({ text }) => !text.startsWith('-'));
}

/** Whether one of its words looks like this. */
export function hasFlag({ words }: Command, flag: RegExp): boolean {
  return words.some(({ text }) => flag.test(text));
}

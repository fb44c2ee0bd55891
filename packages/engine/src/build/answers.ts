import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { changesIn } from '../events/folder-changes.ts';
import type { Answers } from './build.ts';

/** What somebody says to a question of an `input`. */
export interface InputAnswer {
  /** False: the build shall not go on. */
  readonly proceed: boolean;
  /** Of its parameters, by name; one that is missing keeps its usual value. */
  readonly values?: Readonly<Record<string, string>>;
}

/** A question is asked once: the number of its step is unique in the build, so that no answer serves twice. */
const answerFile = (folder: string, step: number): string => join(folder, 'answers', `${step}.json`);

/**
 * The answers to the `input` steps of a build: what was given beforehand, under the id, the message or `*`, and what
 * `answer` puts into the build's folder while it runs.
 */
export function answersOf(
  folder: string,
  given: Readonly<Record<string, string>>,
  interactive: boolean,
): Answers {
  return {
    given: new Map(Object.entries(given)),
    interactive,
    async wait(step, signal) {
      await mkdir(join(folder, 'answers'), { recursive: true, mode: 0o700 });
      using changes = changesIn(join(folder, 'answers'), signal);
      for (;;) {
        const answered = await take(answerFile(folder, step));
        if (answered !== undefined) return answered;
        await changes.next();
      }
    },
  };
}

/** Answers the question of a step of a running build. */
export async function answer(folder: string, step: number, given: InputAnswer): Promise<void> {
  const file = answerFile(folder, step);
  await mkdir(join(folder, 'answers'), { recursive: true, mode: 0o700 });
  await writeFile(`${file}.new`, JSON.stringify(given), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** Reads an answer once: when it does not do, the next one is waited for. */
async function take(file: string): Promise<InputAnswer | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  await rm(file, { force: true });
  return JSON.parse(text) as InputAnswer;
}

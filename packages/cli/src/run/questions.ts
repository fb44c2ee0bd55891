import { answer, type BuildEvent, type RunningBuild } from '@pipeline-lab/engine/builds';
import { ask, type Question } from './ask.ts';

/** Puts the questions of a build, one after the other, while the build goes on. */
export interface Questions {
  /** A question is on the screen, so that nothing else may be drawn. */
  readonly open: boolean;
  /** Takes notice of questions, of their answers and of the end of who asked. */
  see(event: BuildEvent): void;
  /** Takes the question from the screen and waits until it is. */
  close(): Promise<void>;
}

/** `opened` is called before a question is put, `closed` when it is off the screen. */
export function questionsOf(
  build: RunningBuild,
  signal: AbortSignal,
  { opened, closed }: { readonly opened: () => void; readonly closed: () => void },
): Questions {
  const waiting: Question[] = [];
  let current: { readonly step: number; readonly over: AbortController } | undefined;
  let done = Promise.resolve();
  const put = async (question: Question, over: AbortController): Promise<void> => {
    opened();
    const given = await ask(question, AbortSignal.any([signal, over.signal])).catch(() => undefined);
    if (given !== undefined) await answer(build.folder, question.step, given);
  };
  const next = (): void => {
    const question = current === undefined ? waiting.shift() : undefined;
    if (question === undefined || signal.aborted) return;
    const over = new AbortController();
    current = { step: question.step, over };
    done = put(question, over).finally(() => {
      current = undefined;
      closed();
      next();
    });
  };
  const withdraw = (step: number): void => {
    const index = waiting.findIndex((question) => question.step === step);
    if (index >= 0) waiting.splice(index, 1);
    if (current?.step === step) current.over.abort();
  };
  return {
    get open() {
      return current !== undefined;
    },
    see(event) {
      if (event.type === 'input.requested') {
        waiting.push(event);
        // What was answered beforehand is told in the same breath.
        return void setImmediate(next);
      }
      if (event.type === 'input.answered') withdraw(event.step);
      else if (event.type === 'step.finished') withdraw(event.id);
      else if (event.type === 'build.finished') void this.close();
      next();
    },
    async close() {
      waiting.length = 0;
      current?.over.abort();
      await done;
    },
  };
}

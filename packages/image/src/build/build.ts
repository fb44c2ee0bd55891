import { join, resolve } from 'node:path';
import { access } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { lastLines, messageOf } from '../command.ts';
import { fail } from '../errors.ts';
import type { Engine } from '../engine/engine.ts';
import { contextArchive } from './context.ts';

export interface BuildRequest {
  /** Folder whose files the Dockerfile may copy. */
  readonly context: string;
  /** Path of the Dockerfile inside the context. */
  readonly dockerfile: string;
  readonly tags: readonly string[];
  readonly args: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  /** Stage to build; the last one when absent. */
  readonly target?: string;
  readonly platform?: string;
  readonly signal: AbortSignal;
  /** Receives what the build prints, as it comes. */
  readonly onOutput: (text: string) => void;
}

/** The label of every image that is built here: only those are ever pruned. */
export const builtLabel = 'plab.built';

/**
 * Builds an image through the Engine API and gives its id. Throws PLAB_BUILD_CONTEXT when the context cannot be read,
 * PLAB_BUILD_FAILED with the step of the Dockerfile and the last lines of its output.
 */
export async function buildImage(engine: Engine, request: BuildRequest): Promise<{ id: string }> {
  const { signal, onOutput } = request;
  const output = buildOutput(onOutput);
  try {
    const stream = await engine.docker.buildImage(await readContext(request), buildOptions(request));
    await output.read(stream as Readable, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Error && 'code' in error && error.code === 'PLAB_BUILD_CONTEXT') throw error;
    throw fail('PLAB_BUILD_FAILED', output.step(), output.explain(messageOf(error)), error);
  }
  return { id: output.id() };
}

async function readContext({ context, dockerfile }: BuildRequest): Promise<Readable> {
  const folder = resolve(context);
  try {
    await access(join(folder, dockerfile));
    return await contextArchive(folder, dockerfile);
  } catch (error) {
    throw fail('PLAB_BUILD_CONTEXT', folder, messageOf(error), error);
  }
}

function buildOptions(request: BuildRequest): Parameters<Engine['docker']['buildImage']>[1] {
  return {
    dockerfile: request.dockerfile,
    t: [...request.tags] as unknown as string,
    buildargs: { ...request.args },
    labels: { [builtLabel]: '1', ...request.labels },
    rm: true,
    forcerm: true,
    abortSignal: request.signal,
    ...(request.target === undefined ? {} : { target: request.target }),
    ...(request.platform === undefined ? {} : { platform: request.platform }),
  };
}

interface BuildOutput {
  read(stream: Readable, signal: AbortSignal): Promise<void>;
  id(): string;
  step(): string;
  explain(problem: string): string;
}

/** One JSON object of the build's answer. Docker Engine API, `POST /build`. */
interface Message {
  readonly stream?: string;
  readonly error?: string;
  readonly aux?: { readonly ID?: string };
}

function buildOutput(onOutput: (text: string) => void): BuildOutput {
  let id = '';
  let step = 'its beginning';
  let text = '';
  const take = ({ stream, error, aux }: Message): void => {
    if (error !== undefined) throw new Error(error);
    id = aux?.ID ?? id;
    if (stream === undefined) return;
    step = /^Step \d+\/\d+ : [^\n]*/.exec(stream)?.[0] ?? step;
    text = (text + stream).slice(-8000);
    onOutput(stream);
  };
  return {
    async read(stream, signal) {
      let rest = '';
      for await (const chunk of stream.setEncoding('utf8')) {
        signal.throwIfAborted();
        const lines = (rest + String(chunk)).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) if (line.trim() !== '') take(JSON.parse(line) as Message);
      }
      if (rest.trim() !== '') take(JSON.parse(rest) as Message);
      if (id === '') throw new Error('the engine ended the build without an image');
    },
    id: () => id,
    step: () => step,
    explain: (problem) => [lastLines(text, 12), problem].filter((part) => part !== '').join('\n'),
  };
}

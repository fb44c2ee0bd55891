import { constants } from 'node:os';
import { join } from 'node:path';
import type { Value } from '@pipeline-lab/groovy';
import { environmentAt, stageOf } from '../build/build.ts';
import { StepFailure } from '../errors.ts';
import { type ByteSink, masked, wholeLines } from '../shell/output.ts';
import { type Exit, runGroup } from '../shell/process-group.ts';
import { scriptFile } from '../shell/script.ts';
import type { Step, StepCall } from './step.ts';

/** `sh 'make'`, `sh(script: 'date', returnStdout: true)`, `sh(script: 'test -e x', returnStatus: true)`. */
export const sh: Step = {
  name: 'sh',
  main: 'script',
  needs: 'node',
  summary: (parameters) => parameters.text('label', '') || parameters.text('script'),
  run: runScript,
};

async function runScript(call: StepCall): Promise<Value> {
  const { site, id, parameters } = call;
  const { build, signal } = site;
  await using script = await scriptFile(parameters.text('script'), join(build.folder, 'scripts', String(id)));
  const capture = parameters.flag('returnStdout');
  const stdout: Buffer[] = [];
  const output = logLines(call);
  const command = {
    argv: script.argv,
    cwd: site.cwd,
    env: environmentAt(site),
    onStdout: capture ? (chunk: Buffer) => void stdout.push(Buffer.from(chunk)) : output.write,
    ...(capture ? { onStderr: output.write } : {}),
    onEnd: output.end,
  };
  const launched = site.launch?.(command) ?? command;
  const exit = await runGroup(launched, build.pipes, signal, build.graceMs);
  signal.throwIfAborted();
  if (exit.leftRunning !== undefined) {
    const text = 'processes that this step started are still running';
    build.emit({ type: 'notice', ...stageOf(site), step: id, text });
  }
  const code = exitCode(exit);
  if (parameters.flag('returnStatus')) return code;
  if (code !== 0) throw new StepFailure(`script returned exit code ${code}`);
  return capture ? Buffer.concat(stdout).toString() : null;
}

function logLines({ site, id }: StepCall): ByteSink {
  const { masker, output } = site.build.recorder;
  const place = { step: id, ...stageOf(site), stream: 'output' } as const;
  return masked(
    masker.stream(),
    wholeLines((bytes) => {
      site.heard?.();
      output(place, bytes);
    }),
  );
}

/** As a shell gives it: 128 and the number of the signal that ended the program. */
function exitCode({ code, signal }: Exit): number {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

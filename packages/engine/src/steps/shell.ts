import { constants } from 'node:os';
import { join } from 'node:path';
import type { Value } from '@pipeline-lab/groovy';
import { environmentAt, stageOf } from '../build/build.ts';
import { StepFailure } from '../errors.ts';
import { lineSplitter, type LineSplitter } from '../shell/lines.ts';
import { type Exit, runGroup } from '../shell/process-group.ts';
import { merged, scriptFile } from '../shell/script.ts';
import type { Step, StepCall } from './step.ts';

/** `sh 'make'`, `sh(script: 'date', returnStdout: true)`, `sh(script: 'test -e x', returnStatus: true)`. */
export const sh: Step = {
  name: 'sh',
  main: 'script',
  summary: (parameters) => parameters.text('label', '') || parameters.text('script'),
  run: runScript,
};

async function runScript(call: StepCall): Promise<Value> {
  const { site, id, parameters } = call;
  const { build, signal } = site;
  await using script = await scriptFile(parameters.text('script'), join(build.folder, 'scripts', String(id)));
  const capture = parameters.flag('returnStdout');
  const stdout: Buffer[] = [];
  const output = logLines(call, 'output');
  const stderr = logLines(call, 'stderr');
  const command = {
    argv: capture ? script.argv : merged(script.argv),
    cwd: site.cwd,
    env: environmentAt(site),
    onStdout: capture ? (chunk: Buffer) => void stdout.push(chunk) : output.write,
    onStderr: stderr.write,
    onEnd() {
      output.end();
      stderr.end();
    },
  };
  const exit = await runGroup(command, signal, build.graceMs);
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

function logLines({ site, id }: StepCall, stream: 'output' | 'stderr'): LineSplitter {
  return lineSplitter((lines) => site.build.emit({ type: 'log', step: id, ...stageOf(site), stream, lines }));
}

/** As a shell gives it: 128 and the number of the signal that ended the program. */
function exitCode({ code, signal }: Exit): number {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

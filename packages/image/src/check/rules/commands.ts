import { basename } from 'node:path';
import { type Command, commandsOf } from '../dockerfile/commands.ts';
import { type Instruction, ancestry, type Stage } from '../dockerfile/model.ts';
import type { DockerfileRule, DockerfileSubject, PlacedRemark } from '../rule.ts';
import { allCommands, programOf } from './programs.ts';

function* each(
  subject: DockerfileSubject,
  message: string,
  isFound: (command: Command) => boolean,
): Iterable<PlacedRemark> {
  for (const command of allCommands(subject)) if (isFound(command)) yield { at: command, message };
}

const interpreters = /^(?:(?:ba|da|a|z|k)?sh$|python|perl|node|ruby|php)/;

/** Rules for what RUN runs, package managers aside. */
export const commandRules: readonly DockerfileRule[] = [
  {
    id: 'DL3003',
    severity: 'warning',
    summary: '`cd` where WORKDIR would do.',
    why: 'The folder of `cd` is forgotten with the end of its RUN, and who reads on has to know that.',
    hint: 'Use WORKDIR, or a subshell `(cd … && …)` for one command.',
    bad: 'RUN cd /app && npm ci',
    good: 'WORKDIR /app\nRUN npm ci',
    check: (subject) =>
      each(subject, '`cd` counts for this RUN only', (one) => programOf(one) === 'cd' && !one.isInner),
  },
  {
    id: 'DL3004',
    severity: 'error',
    summary: '`sudo` in a build.',
    why: 'RUN has the rights of the last USER already; `sudo` has its own terminal and signal rules, and stays in the image as a way to root.',
    hint: 'Put `USER root` before the RUN and the other user behind it.',
    bad: 'RUN sudo apt-get update',
    good: 'USER root\nRUN make install\nUSER 10001:10001',
    check: (subject) => each(subject, '`sudo` in a build', (one) => programOf(one) === 'sudo'),
  },
  {
    id: 'DL4006',
    severity: 'warning',
    summary: 'A pipe without `pipefail`.',
    why: 'A pipe ends as its last command does: when the download fails and `tar` or `sh` does not, the build goes on.',
    hint: 'Add `SHELL ["/bin/bash", "-o", "pipefail", "-c"]`, or begin with `set -o pipefail`.',
    bad: 'RUN cat list | sort > sorted',
    good: 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN cat list | sort > sorted',
    *check({ file }): Iterable<PlacedRemark> {
      for (const stage of file.stages)
        for (const run of stage.instructions) {
          const commands = commandsOf(file, run);
          const pipe = commands.find(({ isPiped }) => isPiped);
          const isSet =
            run.exec?.includes('pipefail') === true ||
            commands.some((one) => programOf(one) === 'set' && one.words.some(isPipefail));
          if (pipe !== undefined && !isSet && !hasPipefail(stage, run))
            yield { at: pipe, message: 'what fails before this pipe is not noticed' };
        }
    },
  },
  {
    id: 'pipe-to-shell',
    severity: 'warning',
    summary: 'A download that is piped into a shell.',
    why: 'Whatever the server answers runs as root in the build: nothing says that it is what was there yesterday.',
    hint: 'Download to a file, compare it with a known `sha256sum`, then run it.',
    bad: 'RUN set -o pipefail; curl -fsSL https://example.com/install | sh',
    good: 'COPY install.sha256 /tmp/\nRUN curl -fsSLo /tmp/install https://example.com/install && sha256sum -c /tmp/install.sha256 && sh /tmp/install',
    *check(subject): Iterable<PlacedRemark> {
      let isDownload = false;
      for (const command of allCommands(subject)) {
        const program = programOf(command);
        isDownload = command.isPiped ? isDownload : program === 'curl' || program === 'wget';
        const runs = runBy(command);
        const isRun =
          (isDownload && command.isPiped && interpreters.test(runs)) ||
          runsDownload(subject.file.source, command);
        if (isRun) yield { at: command, message: `a download is run by ${runs} unseen` };
      }
    },
  },
];

/** The program that a command runs, whoever's rights it does it with. */
function runBy(command: Command): string {
  const program = programOf(command);
  if (!/^(?:sudo|env|exec)$/.test(program)) return program;
  return basename(command.words.slice(1).find(({ text }) => !/^-|=/.test(text))?.text ?? '');
}

/** `bash -c "$(curl …)"`, `eval "$(curl …)"`, `bash <(curl …)`. */
function runsDownload(source: string, command: Command): boolean {
  const runs = runBy(command);
  if (!interpreters.test(runs) && !/^(?:eval|source|\.)$/.test(runs)) return false;
  const isSubstituted = command.words.some(({ text }) => /^(?:\$\(|`)\s*(?:curl|wget)\b/.test(text));
  return isSubstituted || /^\s*<\(\s*(?:curl|wget)\b/.test(source.slice(command.end, command.end + 80));
}

function isPipefail({ text }: { readonly text: string }): boolean {
  return text === 'pipefail';
}

/** Whether the SHELL that counts for an instruction has the option, or has no pipes as `sh` has them. */
function hasPipefail(stage: Stage, run: Instruction): boolean {
  const shell = ancestry(stage)
    .flatMap(({ instructions }) => instructions.toReversed())
    .find(({ keyword, start }) => keyword === 'SHELL' && start < run.start);
  return shell?.exec?.some((word) => word === 'pipefail' || /powershell|pwsh|cmd/i.test(word)) ?? false;
}

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

const shells = /^(?:ba|da|a|z)?sh$/;

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
          const isSet = commands.some((one) => programOf(one) === 'set' && one.words.some(isPipefail));
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
        const runs = program === 'sudo' ? basename(command.words[1]?.text ?? '') : program;
        if (isDownload && command.isPiped && (shells.test(runs) || /^(?:python|perl|node)/.test(runs)))
          yield { at: command, message: `a download is run by ${runs} unseen` };
      }
    },
  },
  {
    id: 'chmod-777',
    severity: 'warning',
    summary: 'Files that everybody may write.',
    why: 'Whoever gets into the container as any user may change the program that runs next.',
    hint: 'Give the files to the user that needs them: `chown`, or `COPY --chown=10001`.',
    bad: 'RUN chmod -R 777 /app',
    good: 'RUN chown -R 10001 /data',
    check: (subject) =>
      each(
        subject,
        'everybody may write what this names',
        (one) =>
          programOf(one) === 'chmod' &&
          one.words.some(({ text }) => /^0?777$|^(?:a|ugo|o)?\+rwx$/.test(text)),
      ),
  },
  {
    id: 'setuid-bit',
    severity: 'warning',
    summary: 'A program that is given the rights of its owner.',
    why: 'A setuid program is a way to the rights of root for whoever finds a fault in it.',
    hint: 'Leave the bit out; give the process the one capability it needs when it is run.',
    cis: '4.8',
    bad: 'RUN chmod u+s /usr/bin/tool',
    good: 'RUN chmod 755 /usr/bin/tool',
    check: (subject) =>
      each(
        subject,
        'a setuid program',
        (one) =>
          programOf(one) === 'chmod' &&
          one.words.some(({ text }) => /^(?:[ua]|ug|gu)?\+[rwx]*s|^0?[4-7]\d{3}$/.test(text)),
      ),
  },
];

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

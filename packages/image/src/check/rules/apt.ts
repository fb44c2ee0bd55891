import { type Command, commandsOf } from '../dockerfile/commands.ts';
import type { DockerfileRule, DockerfileSubject, PlacedRemark } from '../rule.ts';
import { allCommands, hasFlag, installed, programOf } from './programs.ts';

const apt = /^apt(?:-get)?$/;

/** The `apt-get install` that have no such flag. */
function* aptWithout(subject: DockerfileSubject, flag: RegExp, message: string): Iterable<PlacedRemark> {
  for (const command of allCommands(subject))
    if (installed(command, apt, 'install') !== undefined && !hasFlag(command, flag))
      yield { at: command, message };
}

function isUpdate(command: Command): boolean {
  return apt.test(programOf(command)) && hasFlag(command, /^update$/);
}

/** Rules for apt. */
export const aptRules: readonly DockerfileRule[] = [
  {
    id: 'DL3008',
    severity: 'info',
    summary: 'Packages of apt without a version.',
    why: 'Two builds may get two versions. Debian drops old versions from its mirrors, so pin only where a snapshot keeps them, or pin the base by digest.',
    hint: 'Write `package=version`, or build on a pinned snapshot of the distribution.',
    bad: 'RUN apt-get install -y --no-install-recommends curl',
    good: 'RUN apt-get install -y --no-install-recommends curl=7.88.1-10+deb12u14',
    *check(subject): Iterable<PlacedRemark> {
      for (const command of allCommands(subject)) {
        const words = installed(command, apt, 'install') ?? [];
        const open = words.filter(({ text }) => !/[=/$]|\.deb$/.test(text));
        const [first] = open;
        if (first === undefined) continue;
        const names = open.map(({ text }) => text).join(', ');
        yield { at: first, message: `no version of ${names}` };
      }
    },
  },
  {
    id: 'update-alone',
    severity: 'warning',
    summary: '`apt-get update` without an installation in the same RUN.',
    why: 'Its layer is kept by the cache: a later RUN installs from lists of the day it was made, and misses updates or fails.',
    hint: 'Join it with the installation: `apt-get update && apt-get install -y …`.',
    cis: '4.7',
    bad: 'RUN apt-get update\nRUN apt-get install -y curl',
    good: 'RUN apt-get update && apt-get install -y curl',
    *check({ file }): Iterable<PlacedRemark> {
      for (const run of file.instructions) {
        const commands = commandsOf(file, run);
        const [update] = commands;
        if (update !== undefined && commands.every(isUpdate))
          yield { at: update, message: 'the cache keeps these lists for whatever installs later' };
      }
    },
  },
  {
    id: 'DL3009',
    severity: 'warning',
    summary: 'The lists of apt stay in the layer.',
    why: 'They are some 20 MB that no running container reads. A later RUN that removes them leaves them in this layer.',
    hint: 'End the same RUN with `rm -rf /var/lib/apt/lists/*`, or mount a cache there.',
    bad: 'RUN apt-get update && apt-get install -y --no-install-recommends curl',
    good: 'RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*',
    *check({ file }): Iterable<PlacedRemark> {
      for (const run of file.instructions) {
        const commands = commandsOf(file, run);
        const update = commands.find(isUpdate);
        const isRemoved = commands.some((one) => programOf(one) === 'rm' && hasFlag(one, /^\/var\/lib\/apt/));
        const isMounted = /--mount=\S*\/var\/lib\/apt/.test(file.source.slice(run.start, run.body.start));
        if (update !== undefined && !isRemoved && !isMounted)
          yield { at: update, message: 'the lists of apt stay in this layer' };
      }
    },
  },
  {
    id: 'DL3014',
    severity: 'warning',
    summary: '`apt-get install` without `-y`.',
    why: 'It asks before it installs, and in a build nobody answers: it stops.',
    hint: 'Add `-y`.',
    bad: 'RUN apt-get install curl',
    good: 'RUN apt-get install -y curl',
    check: (subject) =>
      aptWithout(
        subject,
        /^(?:-[a-zA-Z]*y[a-zA-Z]*|-qq|--yes|--assume-yes)$/,
        '`install` asks, and nobody answers',
      ),
  },
  {
    id: 'DL3015',
    severity: 'info',
    summary: '`apt-get install` without `--no-install-recommends`.',
    why: 'Recommended packages are more to download, to keep and to patch, and nothing here needs them.',
    hint: 'Add `--no-install-recommends`.',
    bad: 'RUN apt-get install -y curl',
    good: 'RUN apt-get install -y --no-install-recommends curl',
    check: (subject) =>
      aptWithout(
        subject,
        /no-install-recommends|Install-Recommends=(?:false|0|no)/,
        'recommended packages come along',
      ),
  },
  {
    id: 'DL3027',
    severity: 'warning',
    summary: '`apt` in a build.',
    why: '`apt` is made for people: its output and options may change, and it says so itself.',
    hint: 'Use `apt-get` or `apt-cache`.',
    bad: 'RUN apt install -y curl',
    good: 'RUN apt-get install -y curl',
    *check(subject): Iterable<PlacedRemark> {
      for (const command of allCommands(subject))
        if (programOf(command) === 'apt')
          yield { at: command, message: '`apt` is for people, not for scripts' };
    },
  },
  {
    id: 'DL3005',
    severity: 'warning',
    summary: '`apt-get dist-upgrade`.',
    why: 'It may replace what the base stands on, and two builds get two systems.',
    hint: 'Take a newer base image.',
    bad: 'RUN apt-get update && apt-get -y dist-upgrade',
    good: 'FROM debian:12.12-slim',
    *check(subject): Iterable<PlacedRemark> {
      for (const command of allCommands(subject))
        if (apt.test(programOf(command)) && hasFlag(command, /^(?:dist|full)-upgrade$/))
          yield { at: command, message: 'two builds get two systems' };
    },
  },
];

import { commandsOf } from '../dockerfile/commands.ts';
import type { DockerfileRule, PlacedRemark } from '../rule.ts';
import { allCommands, hasFlag, installed } from './programs.ts';

/** Rules for package managers other than apt. */
export const packageRules: readonly DockerfileRule[] = [
  {
    id: 'DL3019',
    severity: 'info',
    summary: '`apk add` keeps its index.',
    why: 'The index of packages stays in the layer, and no running container reads it.',
    hint: 'Use `apk add --no-cache`.',
    bad: 'RUN apk add curl',
    good: 'RUN apk add --no-cache curl',
    *check(subject): Iterable<PlacedRemark> {
      for (const command of allCommands(subject))
        if (installed(command, /^apk$/, 'add') !== undefined && !hasFlag(command, /^--no-cache$/))
          yield { at: command, message: '`apk add` keeps its index in this layer' };
    },
  },
  {
    id: 'DL3042',
    severity: 'warning',
    summary: '`pip install` keeps what it downloaded.',
    why: 'The wheels stay in the layer a second time, and no running container reads them.',
    hint: 'Add `--no-cache-dir`, set `PIP_NO_CACHE_DIR=1`, or mount a cache at /root/.cache/pip.',
    bad: 'RUN pip install -r requirements.txt',
    good: 'RUN pip install --no-cache-dir -r requirements.txt',
    *check(subject): Iterable<PlacedRemark> {
      const { file } = subject;
      if (
        file.instructions.some(({ properties }) => properties.some(({ name }) => name === 'PIP_NO_CACHE_DIR'))
      )
        return;
      for (const run of file.instructions) {
        if (/--mount=\S*cache/.test(file.source.slice(run.start, run.body.start))) continue;
        for (const command of commandsOf(file, run))
          if (
            installed(command, /^pip[\d.]*$/, 'install') !== undefined &&
            !hasFlag(command, /^--no-cache-dir$/)
          )
            yield { at: command, message: '`pip install` keeps what it downloaded' };
      }
    },
  },
];

import { commandsOf } from '../dockerfile/commands.ts';
import type { DockerfileRule, PlacedRemark } from '../rule.ts';
import { allCommands, hasFlag, installed, programOf } from './programs.ts';

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
  ...['yum', 'dnf'].flatMap((program, at): DockerfileRule[] => [
    {
      id: at === 0 ? 'DL3030' : 'DL3038',
      severity: 'warning',
      summary: `\`${program} install\` without \`-y\`.`,
      why: 'It asks before it installs, and in a build nobody answers: it stops.',
      hint: 'Add `-y`.',
      bad: `RUN ${program} install httpd && ${program} clean all`,
      good: `RUN ${program} install -y httpd && ${program} clean all`,
      *check(subject): Iterable<PlacedRemark> {
        for (const command of allCommands(subject))
          if (
            installed(command, new RegExp(`^(?:micro)?${program}$`), 'install') !== undefined &&
            !hasFlag(command, /^(?:-[a-zA-Z]*y[a-zA-Z]*|--assumeyes)$/)
          )
            yield { at: command, message: '`install` asks, and nobody answers' };
      },
    },
    {
      id: at === 0 ? 'DL3032' : 'DL3040',
      severity: 'warning',
      summary: `The cache of ${program} stays in the layer.`,
      why: 'No running container reads it. A later RUN that removes it leaves it in this layer.',
      hint: `End the same RUN with \`${program} clean all\`, or mount a cache at /var/cache/${program}.`,
      bad: `RUN ${program} install -y httpd`,
      good: `RUN ${program} install -y httpd && ${program} clean all`,
      *check({ file }): Iterable<PlacedRemark> {
        const manager = new RegExp(`^(?:micro)?${program}$`);
        for (const run of file.instructions) {
          const commands = commandsOf(file, run);
          const install = commands.find((one) => installed(one, manager, 'install') !== undefined);
          const isClean = commands.some(
            (one) =>
              (manager.test(programOf(one)) && hasFlag(one, /^clean$/)) ||
              (programOf(one) === 'rm' && hasFlag(one, /^\/var\/cache/)),
          );
          const isMounted = /--mount=\S*\/var\/cache/.test(file.source.slice(run.start, run.body.start));
          if (install !== undefined && !isClean && !isMounted)
            yield { at: install, message: `the cache of ${program} stays in this layer` };
        }
      },
    },
  ]),
];

import type { Command } from '../dockerfile/commands.ts';
import type { DockerfileRule, DockerfileSubject, PlacedRemark } from '../rule.ts';
import { allCommands, programOf } from './programs.ts';

/** Rules for the bits that a file is given: by `chmod`, `install -m`, or the flag `--chmod`. */
export const modeRules: readonly DockerfileRule[] = [
  {
    id: 'chmod-777',
    severity: 'warning',
    summary: 'Files that everybody may write.',
    why: 'Whoever gets into the container as any user may change the program that runs next.',
    hint: 'Give the files to the user that needs them: `chown`, or `COPY --chown=10001`.',
    bad: 'RUN chmod -R 777 /app',
    good: 'RUN chown -R 10001 /data',
    check: (subject) => modes(subject, 'everybody may write what this names', isOpen),
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
    check: (subject) => modes(subject, 'a setuid program', isSetuid),
  },
];

/** Write for others; in a folder with the sticky bit nobody touches what is another's. */
function isOpen(mode: string): boolean {
  return /^[0246]?[0-7]{2}[2367]$/.test(mode) || /(?:^|,)(?=[ug]*[ao])[ugoa]+[+=][rxXst]*w/.test(mode);
}

function isSetuid(mode: string): boolean {
  return /^0?[4-7]\d{3}$/.test(mode) || /(?:^|,)(?:(?=[go]*[ua])[ugoa]+)?[+=][rwxXt]*s/.test(mode);
}

function* modes(
  subject: DockerfileSubject,
  message: string,
  isFound: (mode: string) => boolean,
): Iterable<PlacedRemark> {
  for (const command of allCommands(subject))
    if (modesOf(command).some(isFound)) yield { at: command, message };
  for (const one of subject.file.instructions)
    if (/^(?:COPY|ADD)$/.test(one.keyword) && isFound(one.flags.get('chmod') ?? ''))
      yield { at: one, message };
}

function modesOf(command: Command): string[] {
  const words = command.words.slice(1).map(({ text }) => text);
  switch (programOf(command)) {
    case 'chmod':
      return words;
    case 'install':
      return words.flatMap((word, at) => {
        const [, inside] = /^(?:-[a-zA-Z]*m|--mode=)(.+)$/.exec(word) ?? [];
        return inside ?? (/^(?:-[a-zA-Z]*m|--mode)$/.test(word) ? (words[at + 1] ?? []) : []);
      });
    default:
      return [];
  }
}

import { commandsOf } from '../dockerfile/commands.ts';
import type { Instruction } from '../dockerfile/model.ts';
import type { DockerfileRule, PlacedRemark } from '../rule.ts';

/** Rules for one kind of instruction each. */
export const instructionRules: readonly DockerfileRule[] = [
  {
    id: 'DL3000',
    severity: 'error',
    summary: 'A WORKDIR that is not absolute.',
    why: 'It is taken from the WORKDIR before, which the base may change.',
    hint: 'Write the whole path.',
    bad: 'WORKDIR app',
    good: 'WORKDIR /app',
    *check({ file }): Iterable<PlacedRemark> {
      for (const { keyword, words } of file.instructions) {
        const [path] = words;
        if (keyword === 'WORKDIR' && path !== undefined && !/^["']?(?:\/|\$|[A-Za-z]:)/.test(path.text))
          yield { at: path, message: `${path.text} depends on the WORKDIR before` };
      }
    },
  },
  {
    id: 'DL3020',
    severity: 'error',
    summary: 'ADD for files of the context.',
    why: 'ADD also downloads and unpacks, by what the name looks like; COPY does what it says.',
    hint: 'Use COPY. ADD stays for archives to unpack and for downloads with `--checksum`.',
    cis: '4.9',
    bad: 'ADD src /app/src',
    good: 'COPY src /app/src',
    *check({ file }): Iterable<PlacedRemark> {
      for (const one of file.instructions)
        if (one.keyword === 'ADD' && sourcesOf(one).every(isPlainPath))
          yield { at: one, message: 'ADD for files of the context' };
    },
  },
  {
    id: 'DL3025',
    severity: 'warning',
    summary: 'CMD or ENTRYPOINT that is not a JSON array.',
    why: 'The shell that runs it is process 1 and does not pass signals on: `docker stop` waits, then kills, and requests are lost.',
    hint: 'Write `CMD ["program", "argument"]`.',
    bad: 'CMD node main.js',
    good: 'CMD ["node", "main.js"]',
    *check({ file }): Iterable<PlacedRemark> {
      for (const one of file.instructions)
        if ((one.keyword === 'CMD' || one.keyword === 'ENTRYPOINT') && one.exec === undefined)
          yield {
            at: one,
            message: `${saysArray(one.words[0]?.text) ? 'this is no JSON: ' : ''}a shell runs this ${one.keyword} and keeps its signals`,
          };
    },
  },
  {
    id: 'DL3059',
    severity: 'info',
    summary: 'RUN after RUN.',
    why: 'Each is a layer; what one removes stays in the layer before.',
    hint: 'Join them with `&&`.',
    bad: 'RUN make\nRUN make install',
    good: 'RUN make && make install',
    *check({ file }): Iterable<PlacedRemark> {
      for (const { instructions } of file.stages)
        for (const [at, one] of instructions.entries())
          if (isSimpleRun(one) && isSimpleRun(instructions[at - 1]) && commandsOf(file, one).length <= 2)
            yield { at: one, message: 'this RUN may join the one before' };
    },
  },
  {
    id: 'DL4000',
    severity: 'error',
    summary: 'MAINTAINER.',
    why: 'It is deprecated since Docker 1.13; a label says the same and can be asked for.',
    hint: 'Write `LABEL org.opencontainers.image.authors="…"`.',
    bad: 'MAINTAINER me@example.com',
    good: 'LABEL org.opencontainers.image.authors="me@example.com"',
    *check({ file }): Iterable<PlacedRemark> {
      for (const one of file.instructions)
        if (one.keyword === 'MAINTAINER') yield { at: one, message: 'MAINTAINER is deprecated' };
    },
  },
  {
    id: 'expose-ssh',
    severity: 'warning',
    summary: 'EXPOSE 22.',
    why: 'An SSH server in a container is a second way in, with keys and updates of its own.',
    hint: 'Leave it out; `docker exec` and `plab logs` need no server.',
    cis: '5.7',
    bad: 'EXPOSE 22',
    good: 'EXPOSE 5000',
    *check({ file }): Iterable<PlacedRemark> {
      for (const { keyword, words } of file.instructions)
        for (const word of keyword === 'EXPOSE' ? words : [])
          if (/^["']?22(?:\/tcp)?["']?$/i.test(word.text))
            yield { at: word, message: 'an SSH server in a container' };
    },
  },
  {
    id: 'copy-all',
    severity: 'warning',
    summary: 'The whole context is copied, and no .dockerignore keeps anything out.',
    why: 'It takes `.git`, `.env` and keys of the folder along, and every change of any file makes the layer anew.',
    hint: 'Write a .dockerignore that begins with `*` and names what goes in, or copy single folders.',
    cis: '4.10',
    bad: 'COPY . /app',
    good: 'COPY src /app/src',
    *check({ file, hasIgnoreFile }): Iterable<PlacedRemark> {
      for (const one of file.instructions)
        if ((one.keyword === 'COPY' || one.keyword === 'ADD') && !hasIgnoreFile && !one.flags.has('from'))
          if (sourcesOf(one).some((path) => /^\.?\/?\*?$/.test(path)))
            yield { at: one, message: 'the whole folder goes into the image, secrets included' };
    },
  },
];

/** What COPY or ADD takes, without the place it goes to. */
export function sourcesOf({ exec, words }: Instruction): readonly string[] {
  return (exec ?? words.map(({ text }) => text)).slice(0, -1);
}

/** JSON has double quotes alone. */
function saysArray(word = ''): boolean {
  return word.startsWith('[');
}

/** Neither a download nor an archive that ADD unpacks. */
function isPlainPath(path: string): boolean {
  return !/^["']?(?:https?:|git@|git:|\$|<<)|\.(?:tar|tgz|tbz2?|txz|tar\.\w+|gz|bz2|xz|zst)["']?$/i.test(
    path,
  );
}

/** One that has flags, such as a cache, is a layer of its own for a reason. */
function isSimpleRun(one: Instruction | undefined): boolean {
  return one?.keyword === 'RUN' && one.flags.size === 0 && !one.hasHeredoc;
}

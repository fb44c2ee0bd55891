import type { DockerfileRule, PlacedRemark } from '../rule.ts';
import type { Instruction } from '../dockerfile/model.ts';
import { copiedSecretFile } from '../secret-files.ts';
import { assignedSecrets, isSecretName, secretsInCommand } from '../secrets.ts';
import { placeOf } from './copies.ts';
import { sourcesOf } from './instructions.ts';

/** Rules for secrets that a Dockerfile puts into the image. */
export const secretRules: readonly DockerfileRule[] = [
  {
    id: 'secret-variable',
    severity: 'error',
    summary: 'A secret in ENV, ARG or LABEL.',
    why: 'Values of ENV and LABEL are in the configuration of the image, those of ARG in its history: `docker history` shows both to whoever can pull it.',
    hint: 'Get what needs it before the build, or use `RUN --mount=type=secret` where BuildKit builds. At run time: `secrets` of deploy.yml.',
    cis: '4.10',
    bad: 'ARG NPM_TOKEN',
    good: 'RUN --mount=type=secret,id=npm NPM_CONFIG_USERCONFIG=/run/secrets/npm npm ci',
    *check({ file }): Iterable<PlacedRemark> {
      for (const { keyword, properties } of file.instructions) {
        if (keyword !== 'ENV' && keyword !== 'ARG' && keyword !== 'LABEL') continue;
        for (const property of properties)
          if (isSecretName(property.name) && (keyword === 'ARG' || property.value !== ''))
            yield { at: property, message: `the value of ${keyword} ${property.name} ${whoReads[keyword]}` };
      }
    },
  },
  {
    id: 'secret-text',
    severity: 'error',
    summary: 'The text of a secret.',
    why: 'It is in the history of the repository and of the image. Removing the line takes it out of neither.',
    hint: 'Revoke it where it was issued. Get what needs the new one before the build, or use `RUN --mount=type=secret` where BuildKit builds.',
    cis: '4.10',
    bad: 'RUN git clone https://me:hunter22@example.com/app',
    good: 'RUN --mount=type=ssh git clone git@example.com:app',
    *check({ file }): Iterable<PlacedRemark> {
      for (const one of file.instructions) {
        // What it triggers comes next.
        if (one.keyword === 'ONBUILD') continue;
        const text = file.source.slice(one.start, one.end);
        for (const what of secretsInCommand(text, file.escape))
          yield { at: one, message: `this has ${what} in it` };
        const command = one.exec?.join(' ') ?? text;
        for (const name of one.keyword === 'RUN' ? assignedSecrets(command, file.escape) : [])
          yield { at: one, message: `this has the value of ${name} in it` };
      }
    },
  },
  {
    id: 'copied-secret',
    severity: 'error',
    summary: 'A file is copied that usually holds a secret.',
    why: 'It stays in its layer even when a later instruction removes it. A name that many a file without a secret has, such as `.npmrc`, is information only.',
    hint: 'Name it in .dockerignore; at run time the app gets it from `secrets` of deploy.yml.',
    cis: '4.10',
    bad: 'COPY .env /app/',
    good: 'COPY .env.example /app/',
    *check({ file }): Iterable<PlacedRemark> {
      for (const one of file.instructions)
        for (const path of one.keyword === 'COPY' || one.keyword === 'ADD' ? copiedBy(one) : []) {
          const found = copiedSecretFile(path, placeOf(one) ?? '');
          if (found?.isLikely === false) yield { at: one, message: `${path} usually holds ${found.what}` };
          if (found?.isLikely === true)
            yield { at: one, message: `${path} may hold ${found.what}`, severity: 'info' };
        }
    },
  },
];

/** The files that are copied; of one whose text stands in the Dockerfile, where it goes to. */
function copiedBy(one: Instruction): readonly string[] {
  return one.hasHeredoc
    ? one.words.map(({ text }) => text).filter((word) => !word.startsWith('<<'))
    : sourcesOf(one);
}

const whoReads = {
  ENV: 'is in the image for all to read',
  LABEL: 'is in the image for all to read',
  ARG: 'is in the history of what is built',
};

import type { DockerfileRule, DockerfileSubject, PlacedRemark } from '../rule.ts';
import type { Span } from '../dockerfile/model.ts';

interface Base {
  readonly name: string;
  readonly tag?: string;
  readonly digest?: string;
  readonly at: Span;
}

/** The images from outside that stages start from, as far as the file tells them. */
function* bases({ file }: DockerfileSubject): Iterable<Base> {
  for (const { base, parent, from } of file.stages) {
    const [word = from] = from.words;
    if (base === undefined || parent !== undefined || base === 'scratch') continue;
    const [, name = '', tag, digest] = /^(.+?)(?::([\w.-]+))?(?:@(.+))?$/.exec(base) ?? [];
    yield {
      name,
      at: word,
      ...(tag === undefined ? {} : { tag }),
      ...(digest === undefined ? {} : { digest }),
    };
  }
}

/** Rules for FROM. */
export const baseRules: readonly DockerfileRule[] = [
  {
    id: 'DL3006',
    severity: 'warning',
    summary: 'A base image without a tag.',
    why: 'No tag means `latest`: the same Dockerfile builds another image tomorrow.',
    hint: 'Name a version: `FROM node:24-bookworm-slim`.',
    cis: '4.2',
    bad: 'FROM debian',
    good: 'FROM debian:12.11-slim',
    *check(subject): Iterable<PlacedRemark> {
      for (const { name, tag, digest, at } of bases(subject))
        if (tag === undefined && digest === undefined) yield { at, message: `${name} has no tag` };
    },
  },
  {
    id: 'DL3007',
    severity: 'warning',
    summary: 'A base image with the tag `latest`.',
    why: 'What `latest` means changes without notice: the same Dockerfile builds another image tomorrow.',
    hint: 'Name a version: `FROM node:24-bookworm-slim`.',
    cis: '4.2',
    bad: 'FROM debian:latest',
    good: 'FROM debian:12.11-slim',
    *check(subject): Iterable<PlacedRemark> {
      for (const { name, tag, digest, at } of bases(subject))
        if (tag === 'latest' && digest === undefined)
          yield { at, message: `${name}:latest is not a version` };
    },
  },
  {
    id: 'base-digest',
    severity: 'info',
    summary: 'A base image that is not pinned by its digest.',
    why: 'A tag can be pushed again. A digest names these bytes; a bot such as Renovate keeps it up to date.',
    hint: 'Write the digest behind the tag: `docker image inspect --format "{{.RepoDigests}}" IMAGE` shows it.',
    cis: '4.2',
    bad: 'FROM debian:12.11-slim',
    good: `FROM debian:12.11-slim@sha256:${'0123456789abcdef'.repeat(4)}`,
    *check(subject): Iterable<PlacedRemark> {
      for (const { name, tag, digest, at } of bases(subject))
        if (tag !== undefined && tag !== 'latest' && digest === undefined)
          yield { at, message: `${name}:${tag} is not pinned by a digest` };
    },
  },
  {
    id: 'DL3029',
    severity: 'info',
    summary: 'A fixed `--platform` in FROM.',
    why: 'The image is for that platform alone, whatever the machine is that builds or runs it.',
    hint: 'Leave it out and build with `--platform` (`image.platform` in deploy.yml), or write $BUILDPLATFORM.',
    bad: 'FROM --platform=linux/amd64 debian:12.11-slim',
    good: 'FROM --platform=$BUILDPLATFORM debian:12.11-slim',
    *check({ file }): Iterable<PlacedRemark> {
      for (const { from } of file.stages) {
        const platform = from.flags.get('platform') ?? '$';
        if (!platform.includes('$')) yield { at: from, message: `this stage is for ${platform} alone` };
      }
    },
  },
];

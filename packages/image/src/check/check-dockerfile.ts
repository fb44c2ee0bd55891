import type { Span } from './dockerfile/model.ts';
import { readDockerfile } from './dockerfile/read.ts';
import { dockerfileRules } from './registry.ts';
import type { Severity } from './rule.ts';
import { silencer } from './suppress.ts';

/** One thing that the check has to say of an image. */
export interface ImageFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
}

/** The same of a place in a Dockerfile: offsets in UTF-16 units. */
export interface DockerfileFinding extends ImageFinding {
  readonly offset: number;
  readonly end: number;
}

export interface DockerfileOptions {
  /** The stage that is built; default: the last one. */
  readonly target?: string | undefined;
  /** Whether a .dockerignore keeps files out of the build context. */
  readonly hasIgnoreFile: boolean;
}

/** Everything that the rules find in a Dockerfile, in the order of the file. Never throws, whatever the source is. */
export function checkDockerfile(source: string, options: DockerfileOptions): DockerfileFinding[] {
  const { target, hasIgnoreFile } = options;
  const file = readDockerfile(source);
  const named = file.stages.find(({ name }) => name !== undefined && name === target?.toLowerCase());
  const subject = { file, final: named ?? file.stages.at(-1), hasIgnoreFile };
  const isSilent = silencer(file);
  return dockerfileRules
    .flatMap((rule) =>
      Array.from(rule.check(subject), ({ at, message, hint = rule.hint, severity = rule.severity }) =>
        Object.assign({ rule: rule.id, severity, message, hint }, placeOf(at)),
      ),
    )
    .filter(({ rule, offset, end }) => !isSilent(rule, { start: offset, end }))
    .sort((a, b) => a.offset - b.offset || a.end - b.end);
}

function placeOf({ start, end }: Span): { offset: number; end: number } {
  return { offset: start, end };
}

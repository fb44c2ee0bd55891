import type { Instruction } from '../check/dockerfile/model.ts';
import { readDockerfile } from '../check/dockerfile/read.ts';
import { expand } from '../check/dockerfile/expand.ts';
import { statusOf } from '../engine/answer.ts';
import type { Engine } from '../engine/engine.ts';

/**
 * The images that a Dockerfile starts from and copies from, as the engine has them: by the digest of their registry, or
 * by their id where they are from none. Those that it has no more are left out.
 */
export async function basesOf(
  { docker }: Pick<Engine, 'docker'>,
  dockerfile: string,
  args: Readonly<Record<string, string>>,
): Promise<{ readonly name: string; readonly digest: string }[]> {
  const found = await Promise.all(
    imagesIn(dockerfile, args).map(async (name) => {
      const image = await docker
        .getImage(name)
        .inspect()
        .catch((error: unknown) => {
          if (statusOf(error) !== 404) throw error;
        });
      return image === undefined ? [] : [{ name, digest: image.RepoDigests?.[0] ?? image.Id }];
    }),
  );
  return found.flat();
}

/** What `FROM` and `COPY --from` name that is no stage of the file, its arguments filled in. */
function imagesIn(source: string, args: Readonly<Record<string, string>>): string[] {
  const { stages, instructions } = readDockerfile(source);
  const values = argumentsOf(instructions, args);
  const own = new Set(['', 'scratch', ...stages.flatMap(({ name }) => name ?? [])]);
  const from = stages.flatMap((stage) => expand(stage.from.words[0]?.text ?? '', values) ?? []);
  const copied = instructions.flatMap(({ flags }) => flags.get('from') ?? []);
  return [...new Set([...from, ...copied])]
    .filter((name) => !own.has(name.toLowerCase()) && !/^\d+$/.test(name))
    .toSorted();
}

/** The arguments that FROM sees: those before the first one, with the values that were given. */
function argumentsOf(
  instructions: readonly Instruction[],
  args: Readonly<Record<string, string>>,
): Map<string, string> {
  const first = instructions.findIndex(({ keyword }) => keyword === 'FROM');
  const declared = instructions.slice(0, Math.max(0, first)).flatMap(({ properties }) => properties);
  return new Map(
    declared.flatMap(({ name, value }) => {
      const used = args[name] ?? value;
      return used === undefined ? [] : [[name, used] as const];
    }),
  );
}

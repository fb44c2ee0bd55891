import { maskSecrets } from '../check/mask-secrets.ts';
import { isSecretName } from '../check/secrets.ts';

/** The type of the predicate. */
export const provenanceType = 'https://slsa.dev/provenance/v1';

/** What happens in a build by `plab build`; docs/provenance.md says what its parameters mean. */
export const buildType = 'plab:build/dockerfile/v1';

/** Who built something, from what and how. https://slsa.dev/spec/v1.1/provenance */
export interface Provenance {
  readonly buildDefinition: {
    readonly buildType: string;
    readonly externalParameters: {
      /** Folder of the build's files, from that of deploy.yml. */
      readonly context: string;
      readonly dockerfile: string;
      readonly target?: string;
      readonly platform?: string;
      /** Null where the name is that of a secret: whoever reads this must not learn it. */
      readonly arguments: Readonly<Record<string, string | null>>;
    };
    /** Arguments of the build that are the builder's own. */
    readonly internalParameters: { readonly arguments: readonly string[] };
    readonly resolvedDependencies: readonly Dependency[];
  };
  readonly runDetails: {
    readonly builder: { readonly id: string; readonly version: Readonly<Record<string, string>> };
    readonly metadata: {
      readonly invocationId: string;
      readonly startedOn: string;
      readonly finishedOn: string;
    };
  };
}

export interface Dependency {
  readonly name?: string;
  readonly uri?: string;
  readonly digest: Readonly<Record<string, string>>;
}

/** What is known of a build at its end. */
export interface BuildFacts {
  readonly context: string;
  readonly dockerfile: string;
  readonly target?: string | undefined;
  readonly platform?: string | undefined;
  /** Arguments that the user gave, by name. */
  readonly arguments: Readonly<Record<string, string>>;
  /** Names of those that the builder added. */
  readonly ownArguments: readonly string[];
  /** Absent where what was built is no commit's. */
  readonly commit?: { readonly revision: string; readonly source?: string } | undefined;
  /** The images that it starts from: what the Dockerfile calls them, and their digest or id. */
  readonly bases: readonly { readonly name: string; readonly digest: string }[];
  readonly builder: Provenance['runDetails']['builder'];
  readonly invocationId: string;
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly finished: number;
}

/** The predicate of a build. Pure. */
export function provenanceOf(facts: BuildFacts): Provenance {
  const { context, dockerfile, target, platform, commit, bases, builder, invocationId, started, finished } =
    facts;
  return {
    buildDefinition: {
      buildType,
      externalParameters: {
        context,
        dockerfile,
        ...(target === undefined ? {} : { target }),
        ...(platform === undefined ? {} : { platform }),
        arguments: withoutSecrets(facts.arguments),
      },
      internalParameters: { arguments: facts.ownArguments.toSorted() },
      resolvedDependencies: [
        ...(commit === undefined ? [] : [sourceOf(commit)]),
        ...bases.map(({ name, digest }) => ({
          uri: `docker-image://${name}`,
          digest: { sha256: digest.replace(/^.*sha256:/, '') },
        })),
      ],
    },
    runDetails: {
      builder,
      metadata: {
        invocationId,
        startedOn: new Date(started).toISOString(),
        finishedOn: new Date(finished).toISOString(),
      },
    },
  };
}

function sourceOf({ revision, source }: NonNullable<BuildFacts['commit']>): Dependency {
  const uri = source === undefined ? {} : { uri: `git+${source}` };
  return { name: 'source', ...uri, digest: { gitCommit: revision } };
}

function withoutSecrets(given: Readonly<Record<string, string>>): Record<string, string | null> {
  const shown = ([name, value]: readonly [string, string]): [string, string | null] => [
    name,
    isSecretName(name) || maskSecrets(value) !== value ? null : value,
  ];
  return Object.fromEntries(
    Object.entries(given)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(shown),
  );
}

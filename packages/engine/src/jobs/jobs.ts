import type { Cause } from '../build/causes.ts';
import type { BuildRequest } from '../build/request.ts';
import { tooManyUpstream } from '../errors.ts';
import { resolveJob } from './resolve.ts';

/** The jobs that a build may start. */
export interface Jobs {
  /** A build of a job with these parameters, started by this one. Errors: those of resolveJob. */
  readonly request: (name: string, given: GivenParameters) => Promise<BuildRequest>;
}

export interface GivenParameters {
  readonly values: Readonly<Record<string, string>>;
  /** Those of them that no log may show. */
  readonly secrets: readonly string[];
}

/** Builds that start each other further than this are taken for an endless circle. */
const deepest = 25;

/** What a build with this request and number starts runs with the same agents, tools, libraries and secrets. */
export function jobsOf(parent: BuildRequest, number: number): Jobs {
  return {
    async request(name, { values, secrets }) {
      const depth = depthOf(parent.causes ?? []) + 1;
      if (depth > deepest) throw tooManyUpstream(name, deepest);
      const target = await resolveJob(parent, name);
      return {
        ...inherited(parent),
        ...target,
        params: { ...target.params, ...values },
        undefinedParams: 'skip',
        masks: [...(parent.masks ?? []), ...secrets],
        causes: [upstreamCause(parent.job, number, depth)],
      };
    },
  };
}

/** What does not depend on the Jenkinsfile: choices such as `--stage` or the answers to questions are for one build. */
function inherited(
  parent: BuildRequest,
): Omit<BuildRequest, 'job' | 'jenkinsfile' | 'repository' | 'commit' | 'branch'> {
  const { stage: _stage, from: _from, timeoutMs: _timeout, answers: _answers, ...rest } = parent;
  const { change: _change, tag: _tag, dirty: _dirty, branch: _branch, ...kept } = rest;
  return { ...kept, interactive: false };
}

function depthOf(causes: readonly Cause[]): number {
  return Math.max(0, ...causes.map(({ upstream }) => upstream?.depth ?? 0));
}

function upstreamCause(job: string, number: number, depth: number): Cause {
  return {
    kind: 'UpstreamCause',
    description: `Started by upstream project "${job}" build number ${number}`,
    upstream: { job, number, depth },
  };
}

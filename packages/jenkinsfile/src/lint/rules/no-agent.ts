import type { CallNode, Span } from '@pipeline-lab/groovy/syntax';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import { matrixDirectives, pipelineDirectives, stageDirectives } from '../../catalogue/directives.ts';
import { declared } from '../../catalogue/schema.ts';
import { fileSteps } from '../../catalogue/file-steps.ts';
import { reportSteps } from '../../catalogue/report-steps.ts';
import { shellSteps } from '../../catalogue/shell-steps.ts';
import { type Pipeline, postConditions } from '../../model.ts';
import { type Holder, stagesAround } from '../../stages.ts';
import { callsAround } from '../../tree.ts';
import type { Remark, Rule, Subject } from '../rule.ts';

export const noAgent: Rule = {
  id: 'no-agent',
  severity: 'error',
  summary: 'A step that needs an agent where there is none.',
  why: 'With `agent none` at the top, each stage needs an agent of its own, and `post` of the pipeline has none at all. Jenkins fails with “Attempted to execute a step that requires a node context”.',
  bad: "pipeline {\n  agent none\n  …\n  post { always { junit 'reports/*.xml' } }\n}",
  good: "pipeline {\n  agent none\n  …\n  post { always { node('linux') { junit 'reports/*.xml' } } }\n}",
  *check({ pipeline, tree, declared, calls, holders, catalogue }: Subject): Iterable<Remark> {
    if (pipeline.agent.kind !== 'none') return;
    for (const call of calls) {
      if (!needsAgent.has(call.name) || declared.has(call.name) || !inside(pipeline, call)) continue;
      if (stagesAround(holders, call).some(hasAgent)) continue;
      const outer = callsAround(tree, call);
      if (outer.some(({ name, receiver }) => receiver === undefined && isNode(name, outer))) continue;
      if (outer.some((each) => mayBringAgent(each, catalogue))) continue;
      if (outer.some(({ name }) => name === 'options' || name === 'input' || name === 'agent')) continue;
      const message = `"${call.name}" needs an agent, and there is none here`;
      yield {
        at: call.nameSpan,
        message,
        hint: hintFor(outer),
      };
    }
  },
};

/** What is outside of the stages has no agent of its own to be given. */
function hintFor(outer: readonly CallNode[]): string {
  if (outer.some(({ name }) => name === 'stage'))
    return 'Give the stage an `agent`, or put the step into `node(…) { … }`.';
  return outer.some(({ name }) => name === 'environment')
    ? 'Move it into the `environment` of a stage that has an `agent`.'
    : 'Put the step into `node(…) { … }`.';
}

const needsAgent: ReadonlySet<string> = new Set(
  [shellSteps, fileSteps, reportSteps]
    .flatMap(declared)
    .filter(({ open }) => !open)
    .map(({ name }) => name)
    .filter(
      (name) => !['waitForQualityGate', 'compareVersions', 'nodesByLabel', 'readTrusted'].includes(name),
    ),
);

function inside({ start, end }: Pipeline, call: Span): boolean {
  return start <= call.start && call.end <= end;
}

/** `node { }` and `podTemplate { node { } }` bring an agent, the `node` of an `agent` block does not matter here. */
function isNode(name: string, outer: readonly CallNode[]): boolean {
  return name === 'node' && outer.some((call) => call.name === 'steps' || call.name === 'post');
}

/** A block that neither Jenkins nor a known plugin has: a library's, which may allocate one. */
function mayBringAgent({ name, receiver, closure }: CallNode, { steps }: Catalogue): boolean {
  return closure !== undefined && (receiver !== undefined || !(steps.has(name) || sections.has(name)));
}

const sections: ReadonlySet<string> = new Set([
  ...[pipelineDirectives, stageDirectives, matrixDirectives].flat().map(({ name }) => name),
  ...postConditions,
  'pipeline',
  'stage',
  'matrix',
  'script',
  'expression',
]);

function hasAgent({ agent }: Holder): boolean {
  return agent !== undefined && agent.kind !== 'none';
}

import { thisMachine } from '../../agents/agent.ts';
import { labelMatches } from '../../agents/label.ts';
import { defineStep, type Step } from '../step.ts';

/** The names of the agents that have a label, or that a label expression fits. */
export const nodesByLabel: Step = defineStep('nodesByLabel', {
  async run({ site, args }) {
    const agents = [...site.build.agents, thisMachine];
    const fitting = agents.filter(({ name, labels }) => labelMatches(args.label, new Set([name, ...labels])));
    return [...new Set(fitting.map(({ name }) => name))];
  },
});

import type { When } from '@pipeline-lab/jenkinsfile';
import type { Site } from '../build/build.ts';
import { holds } from './when.ts';

type Position = 'options' | 'input' | 'agent' | 'steps';

/** The `when` of a stage, which is asked once, where the stage wants it. */
export interface Gate {
  /** False once the conditions were asked and did not hold. */
  passes(site: Site, before: Position): Promise<boolean>;
}

/** As the plugin has it (`WhenEvaluator`): before options, input or agent when asked for, else after the agent. */
export function gateOf(when: When | undefined): Gate {
  let passed = when === undefined ? true : undefined;
  return {
    async passes(site, before) {
      if (when !== undefined && passed === undefined && due(when, before)) passed = await holds(site, when);
      return passed ?? true;
    },
  };
}

function due({ beforeOptions, beforeInput, beforeAgent }: When, before: Position): boolean {
  switch (before) {
    case 'options':
      return beforeOptions;
    case 'input':
      return beforeInput;
    case 'agent':
      return beforeAgent;
    case 'steps':
      return true;
  }
}

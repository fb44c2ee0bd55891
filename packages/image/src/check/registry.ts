import { copyRules } from './rules/copies.ts';
import { modeRules } from './rules/modes.ts';
import { pinRules } from './rules/pins.ts';
import { shellRules } from './rules/shell.ts';
import { syntaxRules } from './rules/syntax.ts';
import type { DockerfileRule, ImageRule } from './rule.ts';
import { aptRules } from './rules/apt.ts';
import { baseRules } from './rules/base.ts';
import { commandRules } from './rules/commands.ts';
import { configurationRules } from './rules/image-configuration.ts';
import { layerRules } from './rules/image-layers.ts';
import { instructionRules } from './rules/instructions.ts';
import { packageRules } from './rules/packages.ts';
import { secretRules } from './rules/secrets.ts';
import { stageRules } from './rules/stages.ts';
import { userRules } from './rules/user.ts';

/** Every rule for a Dockerfile. */
export const dockerfileRules: readonly DockerfileRule[] = [
  ...syntaxRules,
  ...baseRules,
  ...userRules,
  ...stageRules,
  ...instructionRules,
  ...copyRules,
  ...commandRules,
  ...shellRules,
  ...modeRules,
  ...aptRules,
  ...packageRules,
  ...pinRules,
  ...secretRules,
];

/** Every rule for an image that was built. */
export const imageRules: readonly ImageRule[] = [...configurationRules, ...layerRules];

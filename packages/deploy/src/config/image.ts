import { z } from 'zod';
import { variablesSchema } from './values.ts';

/** What `plab build` builds. */
export interface ImageConfig {
  readonly context: string;
  readonly dockerfile: string;
  readonly target?: string | undefined;
  /** Such as `linux/arm64`. */
  readonly platform?: string | undefined;
  readonly arguments: Readonly<Record<string, string>>;
}

const image = z.strictObject({
  context: z.string().default('.').describe('folder that `plab build` sends to the engine'),
  dockerfile: z.string().default('Dockerfile').describe('its Dockerfile, from the context'),
  target: z.string().optional().describe('the stage of the Dockerfile to build; default: the last one'),
  platform: z
    .string()
    .regex(/^linux\/[a-z0-9]+(\/v\d+)?$/, 'is not a platform, such as linux/arm64')
    .optional()
    .describe("such as `linux/arm64`; default: the engine's own"),
  arguments: variablesSchema.default({}).describe('arguments of the build (`ARG`)'),
});

export const imageSchema: z.ZodType<ImageConfig> = image
  .default(image.parse({}))
  .describe('what `plab build` builds');

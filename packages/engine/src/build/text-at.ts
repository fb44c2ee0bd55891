import { type Expression, textOf } from '@pipeline-lab/groovy';
import type { Site } from './build.ts';

/** What an expression of the Jenkinsfile gives at a site, as text; empty for null. */
export async function textAt(site: Site, expression: Expression): Promise<string> {
  const value = await site.build.interpreter.evaluate(expression, site.build.hostAt(site));
  return value === null ? '' : textOf(value);
}

import { deployFileJsonSchema } from '@pipeline-lab/deploy';
import { plabFileJsonSchema } from '../../packages/cli/src/run/plab-schema.ts';
import { deployFilePage } from './deploy-file-page.ts';
import { imageCheckPage } from './image-check-page.ts';
import { lintPage } from './lint-page.ts';
import { plabFilePage } from './plab-file-page.ts';
import { referencePages } from './reference-pages.ts';

/** Every page under docs/ that is made from the sources, by path. */
export function generatedPages(): Map<string, string> {
  return new Map([
    ...referencePages(),
    ['docs/lint.md', lintPage()],
    ['docs/image-check.md', imageCheckPage()],
    ['docs/deploy-file.md', deployFilePage()],
    ['docs/deploy.schema.json', json(deployFileJsonSchema())],
    ['docs/plab-file.md', plabFilePage()],
    ['docs/plab.schema.json', json(plabFileJsonSchema())],
  ]);
}

function json(schema: Record<string, unknown>): string {
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

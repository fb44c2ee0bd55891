import { deployFileJsonSchema } from '@pipeline-lab/deploy';
import { deployFilePage } from './deploy-file-page.ts';
import { imageCheckPage } from './image-check-page.ts';
import { lintPage } from './lint-page.ts';
import { referencePages } from './reference-pages.ts';

/** Every page under docs/ that is made from the sources, by path. */
export function generatedPages(): Map<string, string> {
  return new Map([
    ...referencePages(),
    ['docs/lint.md', lintPage()],
    ['docs/image-check.md', imageCheckPage()],
    ['docs/deploy-file.md', deployFilePage()],
    ['docs/deploy.schema.json', `${JSON.stringify(deployFileJsonSchema(), undefined, 2)}\n`],
  ]);
}

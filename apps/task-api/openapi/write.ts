import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedFiles } from './files.ts';

/** Writes the OpenAPI document and the types of its client: `npm run openapi`. */
for (const [path, text] of await generatedFiles()) writeFileSync(join(import.meta.dirname, '..', path), text);

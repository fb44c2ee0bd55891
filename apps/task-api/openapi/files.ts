import openapiTS, { astToString } from 'openapi-typescript';
import { openApiDocument } from './document.ts';

/** The files that are made from the routes' schemas, by their path in this package. */
export async function generatedFiles(): Promise<Map<string, string>> {
  const document = await openApiDocument();
  const types = astToString(await openapiTS(document as never));
  return new Map([
    ['src/pages/openapi.json', `${JSON.stringify(document, null, 2)}\n`],
    ['test/client/schema.ts', `// Made from the OpenAPI document by \`npm run openapi\`.\n\n${types}`],
  ]);
}

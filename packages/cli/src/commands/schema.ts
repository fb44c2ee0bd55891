import { deployFileJsonSchema } from '@pipeline-lab/deploy';
import { plabFileJsonSchema } from '../run/plab-schema.ts';

export type ConfigurationFile = 'deploy.yml' | 'plab.yml';

/** Prints the JSON Schema of a configuration file. */
export function printSchema(file: ConfigurationFile): void {
  const schema = file === 'plab.yml' ? plabFileJsonSchema() : deployFileJsonSchema();
  console.log(JSON.stringify(schema, undefined, 2));
}

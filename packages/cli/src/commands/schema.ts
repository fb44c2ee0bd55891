import { deployFileJsonSchema } from '@pipeline-lab/deploy';

/** Prints the JSON Schema of deploy.yml. */
export function printSchema(): void {
  console.log(JSON.stringify(deployFileJsonSchema(), undefined, 2));
}

import { pomText } from '../maven-model.ts';
import { writeText } from '../read-text.ts';
import { defineStep, type Step } from '../step.ts';

export const writeMavenPom: Step = defineStep('writeMavenPom', {
  needs: 'node',
  summary: ({ file }) => file ?? '',
  run: async ({ name, site, args }) =>
    await writeText(name, site, args.file ?? 'pom.xml', pomText(args.model)),
});

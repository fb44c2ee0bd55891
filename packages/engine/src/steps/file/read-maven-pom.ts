import { parsePom } from '../maven-model.ts';
import { givenText } from '../read-text.ts';
import { defineStep, type Step } from '../step.ts';

/** The model of a POM as it is written there: nothing of its parent, no property in place. */
export const readMavenPom: Step = defineStep('readMavenPom', {
  needs: 'node',
  summary: ({ file }) => file ?? '',
  async run({ name, site, args }) {
    const file = args.file ?? 'pom.xml';
    return await parsePom(await givenText(name, site, { file }), file);
  },
});

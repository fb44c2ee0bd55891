import type { Value } from '@pipeline-lab/groovy';
import { StepFailure } from '../../errors.ts';
import { valueOf } from '../data.ts';
import { givenText } from '../read-text.ts';
import { defineStep, type Step } from '../step.ts';

/** Gives a list when the text holds several documents. */
export const readYaml: Step = defineStep('readYaml', {
  needs: 'node',
  async run({ name, site, args }) {
    const text = await givenText(name, site, args);
    const { parseAllDocuments } = await import('yaml');
    const values = [...parseAllDocuments(text)].map((document): Value => {
      const [problem] = document.errors;
      if (problem !== undefined) throw new StepFailure(`readYaml: ${problem.message}`, 'Check the YAML.');
      return valueOf(document.toJS({ maxAliasCount: 50 }));
    });
    return values.length > 1 ? values : (values[0] ?? null);
  },
});

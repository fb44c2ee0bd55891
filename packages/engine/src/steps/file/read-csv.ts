import { parse } from 'csv-parse/sync';
import { StepFailure } from '../../errors.ts';
import { givenText } from '../read-text.ts';
import { defineStep, type Step } from '../step.ts';

/** The records of a CSV, each a list of texts: `readCSV(file: 'a.csv')[0][1]`. */
export const readCSV: Step = defineStep('readCSV', {
  needs: 'node',
  async run({ name, site, args }) {
    const text = await givenText(name, site, args);
    try {
      return parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true });
    } catch (cause) {
      throw new StepFailure(`readCSV: ${(cause as Error).message}`, 'Check the quotes in the CSV.', {
        cause,
      });
    }
  },
});

import { textOf } from '@pipeline-lab/groovy';
import { stringify } from 'csv-stringify/sync';
import { StepFailure } from '../../errors.ts';
import { writeText } from '../read-text.ts';
import { defineStep, type Step } from '../step.ts';

/** Writes a list of lists as CSV, with the ends of lines that RFC 4180 has. */
export const writeCSV: Step = defineStep('writeCSV', {
  needs: 'node',
  async run({ name, site, args }) {
    const records = args.records.map((record) => {
      if (Array.isArray(record)) return record.map((field) => (field === null ? '' : textOf(field)));
      throw new StepFailure(
        'writeCSV: a record is not a list',
        "Write writeCSV file: 'a.csv', records: [['a', 'b'], ['1', '2']].",
      );
    });
    return await writeText(name, site, args.file, stringify(records, { record_delimiter: '\r\n' }));
  },
});

import { child, childText, type XmlElement, type XmlTag } from '../report/xml.ts';
import { type Issue, issue, severityNamed, severityRanked } from './issue.ts';
import type { XmlIssues } from './reader.ts';

/** Checkstyle, and the many linters that write like it. https://checkstyle.org */
export const checkstyle: XmlIssues = {
  form: 'xml',
  roots: ['checkstyle'],
  records: ['error'],
  read({ attributes }, around) {
    const { line, column, severity = '', message = '', source } = attributes;
    return [
      issue({ file: nameOf(around), line, column, severity: severityNamed(severity), rule: source, message }),
    ];
  },
};

function nameOf(around: readonly XmlTag[]): string {
  return around.at(-1)?.attributes['name'] ?? '';
}

/** https://docs.pmd-code.org/latest/pmd_userdocs_report_formats.html#xml */
export const pmd: XmlIssues = {
  form: 'xml',
  roots: ['pmd'],
  records: ['violation'],
  read({ attributes, text }, around) {
    const { beginline: line, begincolumn: column, rule, priority } = attributes;
    const severity = severityRanked(Number(priority ?? 3), 2, 3);
    return [issue({ file: nameOf(around), line, column, severity, rule, message: text })];
  },
};

/** Copied code: one issue for each place. */
export const cpd: XmlIssues = {
  form: 'xml',
  roots: ['pmd-cpd'],
  records: ['duplication'],
  read: ({ attributes, children }) =>
    children
      .filter(({ name }) => name === 'file')
      .map(({ attributes: { path, line } }) => {
        const lines = Number(attributes['lines'] ?? 0);
        const severity = lines >= 50 ? 'HIGH' : lines >= 25 ? 'NORMAL' : 'LOW';
        return issue({
          file: path,
          line,
          severity,
          rule: 'duplication',
          message: `${lines} lines are copied`,
        });
      }),
};

/** https://spotbugs.readthedocs.io; FindBugs writes the same. */
export const spotbugs: XmlIssues = {
  form: 'xml',
  roots: ['BugCollection'],
  records: ['BugInstance'],
  read(element) {
    const { type, priority } = element.attributes;
    const place = lineOf(element);
    const message = childText(element, 'LongMessage') || childText(element, 'ShortMessage') || (type ?? '');
    const severity = severityRanked(Number(priority ?? 3), 1, 2);
    const { sourcepath: file, start: line } = place?.attributes ?? {};
    return [issue({ file, line, severity, rule: type, message })];
  },
};

/** Its own place, else the one of the method, field or class that it is about. */
function lineOf(element: XmlElement): XmlElement | undefined {
  const own = child(element, 'SourceLine');
  if (own !== undefined) return own;
  return ['Method', 'Field', 'Class']
    .map((name) => child(child(element, name), 'SourceLine'))
    .find((place) => place !== undefined);
}

export const cppcheck: XmlIssues = {
  form: 'xml',
  roots: ['results'],
  records: ['error'],
  read(element) {
    const { id: rule, severity = '', verbose, msg = '' } = element.attributes;
    const place = child(element, 'location')?.attributes ?? element.attributes;
    const { file, line, column } = place;
    return [issue({ file, line, column, severity: severityNamed(severity), rule, message: verbose ?? msg })];
  },
};

/** Android's lint. */
export const androidLint: XmlIssues = {
  form: 'xml',
  roots: ['issues'],
  records: ['issue'],
  read(element): Issue[] {
    const { id: rule, severity = '', message = '' } = element.attributes;
    const { file, line, column } = child(element, 'location')?.attributes ?? {};
    return [issue({ file, line, column, severity: severityNamed(severity), rule, message })];
  },
};

import type { Finding } from '@pipeline-lab/jenkinsfile/lint';
import packageJson from '../../../package.json' with { type: 'json' };
import type { LintReport, RuleBook } from './report.ts';

const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

/**
 * Findings as a SARIF 2.1.0 log with one run.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function lintSarif(reports: readonly LintReport[], book: RuleBook): string {
  const ids = [...new Set(reports.flatMap(({ findings }) => findings.map(({ rule }) => rule)))].sort();
  const results = reports.flatMap(({ file, findings }) =>
    findings.map((finding) => result(file, finding, ids.indexOf(finding.rule))),
  );
  const driver = {
    name: 'Pipeline Lab',
    semanticVersion: packageJson.version,
    rules: ids.map((id) => descriptor(id, book)),
  };
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
  };
  return JSON.stringify(log, null, 2);
}

function descriptor(id: string, book: RuleBook): object {
  const { severity, summary, page } = book.info(id);
  return {
    id,
    shortDescription: { text: summary },
    help: { text: `See ${page}.` },
    defaultConfiguration: { level: levels[severity] },
  };
}

function result(file: string, finding: Finding, ruleIndex: number): object {
  const { rule, severity, message, hint, from, to } = finding;
  const region = {
    startLine: from.line,
    startColumn: from.column,
    endLine: to.line,
    endColumn: to.column,
  };
  return {
    ruleId: rule,
    ruleIndex,
    level: levels[severity],
    message: { text: hint === undefined ? message : `${message}. ${hint}` },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) }, region } }],
  };
}

/** A path as a relative reference of RFC 3986, or as a `file:` URI where it is absolute. */
function uriOf(file: string): string {
  const path = file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${path}` : path;
}

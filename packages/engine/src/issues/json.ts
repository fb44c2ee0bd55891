import { type Issue, issue, severityNamed } from './issue.ts';
import type { JsonIssues } from './reader.ts';
import { type Data, entries, field, fields, text } from './data.ts';

/** https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const sarif: JsonIssues = {
  form: 'json',
  read(data) {
    const runs = fields(data)?.['runs'];
    return Array.isArray(runs) ? runs.flatMap(runIssues) : undefined;
  },
};

function runIssues(run: unknown): Issue[] {
  const levels = new Map(
    entries(field(run, 'tool', 'driver', 'rules')).map((rule) => [
      text(rule['id']),
      text(field(rule, 'defaultConfiguration', 'level')),
    ]),
  );
  return entries(field(run, 'results')).map((result) => {
    const rule = text(result['ruleId']) || text(field(result, 'rule', 'id'));
    const level = text(result['level']) || levels.get(rule) || 'warning';
    const place = field(entries(result['locations'])[0], 'physicalLocation');
    return issue({
      file: fileOf(text(field(place, 'artifactLocation', 'uri'))),
      line: text(field(place, 'region', 'startLine')),
      column: text(field(place, 'region', 'startColumn')),
      severity: level === 'none' ? 'LOW' : severityNamed(level),
      rule,
      message: text(field(result, 'message', 'text')),
    });
  });
}

function fileOf(uri: string): string {
  try {
    return decodeURIComponent(uri.replace(/^file:\/\//, ''));
  } catch {
    return uri;
  }
}

/** `[{ "file", "line", "column", "level", "code", "message" }]`: Hadolint, ShellCheck (also its `json1`). */
export const leveled: JsonIssues = {
  form: 'json',
  read(data) {
    const list = Array.isArray(data) ? data : fields(data)?.['comments'];
    if (!Array.isArray(list)) return undefined;
    return entries(list).map(({ file, line, column, level, code, message }) =>
      issue({
        file: text(file),
        line: text(line),
        column: text(column),
        severity: severityNamed(text(level)),
        rule: text(code),
        message: text(message),
      }),
    );
  },
};

/** The form of the warnings plugin itself: `{ "issues": [{ "fileName", "lineStart", "severity", "message" }] }`. */
export const native: JsonIssues = {
  form: 'json',
  read(data) {
    const list = fields(data)?.['issues'];
    return Array.isArray(list) ? entries(list).map(nativeIssue) : undefined;
  },
};

function nativeIssue(data: Data): Issue {
  const word = text(data['severity']);
  const known = /^WARNING_(HIGH|NORMAL|LOW)$/.exec(word)?.[1] as 'HIGH' | 'NORMAL' | 'LOW' | undefined;
  return issue({
    file: text(data['fileName']) || text(data['directory']),
    line: text(data['lineStart']),
    column: text(data['columnStart']),
    severity: known ?? severityNamed(word),
    rule: text(data['type']) || text(data['category']),
    message: text(data['message']) || text(data['description']),
  });
}

/** https://trivy.dev: what is vulnerable in images and folders. */
export const trivy: JsonIssues = {
  form: 'json',
  read(data) {
    const results = fields(data)?.['Results'] ?? data;
    if (!Array.isArray(results)) return undefined;
    return entries(results).flatMap((result) =>
      entries(result['Vulnerabilities']).map((found) => {
        const word = text(found['Severity']);
        const message = `${text(found['PkgName'])} ${text(found['InstalledVersion'])}: ${text(found['Title'])}`;
        const severity = word === 'HIGH' ? 'HIGH' : severityNamed(word);
        return issue({
          file: text(result['Target']),
          severity,
          rule: text(found['VulnerabilityID']),
          message,
        });
      }),
    );
  },
};

/** `eslint -f json`, and others that give the messages of each file. */
export const eslint: JsonIssues = {
  form: 'json',
  read(data) {
    if (!Array.isArray(data)) return undefined;
    return entries(data).flatMap((file) =>
      entries(file['messages']).map((found) =>
        issue({
          file: text(file['filePath']),
          line: text(found['line']),
          column: text(found['column']),
          severity: text(found['severity']) === '2' ? 'ERROR' : 'NORMAL',
          rule: text(found['ruleId']),
          message: text(found['message']),
        }),
      ),
    );
  },
};

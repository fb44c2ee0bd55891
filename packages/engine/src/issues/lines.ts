import { type Issue, issue, type IssueFields, type Severity, severityNamed } from './issue.ts';
import type { LineIssues } from './reader.ts';

type Groups = Readonly<Record<string, string | undefined>>;

/** A reader of lines of which each is an issue when the pattern fits; its groups are the fields of the issue. */
function matching(pattern: RegExp, more: (groups: Groups) => Partial<IssueFields> = () => ({})): LineIssues {
  return {
    form: 'lines',
    open: () => ({
      line(text) {
        const { groups } = pattern.exec(text) ?? {};
        if (groups === undefined) return [];
        const { file, line, column, severity = 'warning', rule, message = '' } = groups;
        const fields = { file, line, column, severity: severityNamed(severity), rule, message };
        return [issue({ ...fields, ...more(groups) })];
      },
    }),
  };
}

/** `src/a.c:3:5: warning: unused variable ‘x’ [-Wunused-variable]`, as GCC, Clang, Clang-Tidy and mypy print it. */
export const gcc: LineIssues = matching(
  /^\s*(?<file>(?:[A-Za-z]:)?[^\s:][^:]*):(?<line>\d+):(?:(?<column>\d+):)? ?(?<severity>warning|(?:[\w-]+ )*error): (?<message>.*?)(?: \[(?:-W)?(?<rule>[\w.=,+-]+)\])?$/i,
);

/** `src/a.c:3:5: message` without a word about how bad it is: go vet, golint, ESLint's `unix`. */
export const placed: LineIssues = matching(
  /^(?:vet: )?(?<file>(?:[A-Za-z]:)?[^\s:][^:]*):(?<line>\d+):(?:(?<column>\d+):)? (?<message>\S.*)$/,
);

/**
 * What javac says by itself (`A.java:3: warning: [unchecked] …`), through Maven (`[WARNING] /a/A.java:[3,5] …`), and
 * Kotlin (`w: file:///a/A.kt:3:5 …`).
 */
export const java: LineIssues = {
  form: 'lines',
  open: () => {
    const readers = javaForms.map(({ open }) => open());
    return {
      line(text) {
        for (const reader of readers) {
          const found = reader.line(text);
          if (found.length > 0) return found;
        }
        return [];
      },
    };
  },
};

const javaForms: readonly LineIssues[] = [
  matching(
    /^(?:\s*\[(?:javac|javadoc|ant:\w+)\] )?\s*(?<file>\S[^:[\]]*\.(?:java|scala|groovy)):(?<line>\d+): (?<severity>warning|error): (?:\[(?<rule>[\w-]+)\] )?(?<message>.*)$/,
  ),
  matching(
    /^(?:\S+\s+)?\[(?<severity>WARNING|ERROR)\] (?<file>(?:[A-Za-z]:)?[^:[\]]+\.\w+):\[(?<line>\d+),(?<column>\d+)\] (?:error: )?(?:\[(?<rule>[\w-]+)\] )?(?<message>.*)$/,
  ),
  matching(
    /^(?<severity>[we]): (?:file:\/\/)?(?<file>(?:[A-Za-z]:)?[^:]+\.kts?):(?: \()?(?<line>\d+)[:,] ?(?<column>\d+)\)?:? (?<message>.*)$/,
    ({ severity }) => ({ severity: severity === 'e' ? 'ERROR' : 'NORMAL' }),
  ),
];

/** `a.ts(3,5): error TS2322: …`: the TypeScript compiler, MSBuild, and what else is of Microsoft. */
export const msBuild: LineIssues = matching(
  /^\s*(?:\d+>)?\s*(?<file>[^\s(:][^(]*?)\s?\((?<line>\d+)(?:,(?<column>\d+))?(?:,\d+,\d+)?\)\s?: (?:fatal )?(?<severity>warning|error|info|message)\s*(?<rule>[A-Za-z]+\d+)?\s?: (?<message>.*?)(?: \[[^\]]+proj\])?$/i,
);

/** `a.py:3:5: E501 line too long`: Flake8, pycodestyle, Ruff. */
export const pep8: LineIssues = matching(
  /^(?<file>[^\s:][^:]*):(?<line>\d+):(?<column>\d+): (?<rule>[A-Z]+\d+):? (?<message>.*)$/,
  ({ rule = '' }) => ({ severity: rule.startsWith('E9') || rule.startsWith('F') ? 'HIGH' : 'NORMAL' }),
);

const pylintSeverities: Readonly<Record<string, Severity>> = {
  C: 'LOW',
  E: 'ERROR',
  F: 'ERROR',
  I: 'LOW',
  R: 'NORMAL',
  W: 'HIGH',
};

/** `a.py:3: [C0103(invalid-name), f] …` and `a.py:3:0: C0103: … (invalid-name)` */
export const pyLint: LineIssues = matching(
  /^(?<file>[^\s:][^:]*):(?<line>\d+):(?:(?<column>\d+):)? (?:\[(?<code>[CEFIRW]\d+)(?:\((?<name>[\w-]+)\))?[^\]]*\]|(?<plain>[CEFIRW]\d+):) (?<message>.*)$/,
  ({ code, plain, name, message = '' }) => {
    const id = code ?? plain ?? '';
    const [, text = message, symbol] = /^(.*?)(?: \(([\w-]+)\))?$/.exec(message) ?? [];
    return {
      severity: pylintSeverities[id.slice(0, 1)] ?? 'NORMAL',
      rule: name ?? symbol ?? id,
      message: text,
    };
  },
);

/** `a.yml:3:5: [warning] … (rule)`, as `yamllint -f parsable` prints it. */
export const yamlLint: LineIssues = matching(
  /^(?<file>[^\s:][^:]*):(?<line>\d+):(?<column>\d+): \[(?<severity>\w+)\] (?<message>.*?)(?: \((?<rule>[\w-]+)\))?$/,
);

/** Lines of Maven that begin with `[WARNING]` or `[ERROR]`; those that follow each other are one issue. */
export const mavenConsole: LineIssues = {
  form: 'lines',
  open: () => {
    let held: { severity: Severity; lines: string[] } | undefined;
    const take = (): Issue[] => {
      const { severity = 'NORMAL', lines = [] } = held ?? {};
      held = undefined;
      const message = lines.join('\n').trim();
      return message === '' ? [] : [issue({ severity, message })];
    };
    return {
      line(text) {
        const [, word, rest = ''] = /^(?:.*\s)?\[(WARNING|ERROR)\]\s?(.*)$/.exec(text) ?? [];
        if (word === undefined) return take();
        const severity = word === 'ERROR' ? 'ERROR' : 'NORMAL';
        const before = held?.severity === severity ? [] : take();
        held ??= { severity, lines: [] };
        held.lines.push(rest);
        return before;
      },
      end: take,
    };
  },
};

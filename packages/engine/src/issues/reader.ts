import type { XmlElement, XmlTag } from '../report/xml.ts';
import type { Issue } from './issue.ts';

/** Reads the issues of one form of report. */
export type IssueReader = XmlIssues | JsonIssues | LineIssues;

export interface XmlIssues {
  readonly form: 'xml';
  readonly roots: readonly string[];
  /** The elements that are read one by one. */
  readonly records: readonly string[];
  readonly read: (record: XmlElement, around: readonly XmlTag[]) => readonly Issue[];
}

export interface JsonIssues {
  readonly form: 'json';
  /** Undefined when the data is something else. */
  readonly read: (data: unknown) => readonly Issue[] | undefined;
}

/** Of what a tool prints; the only form that the log of a build has. */
export interface LineIssues {
  readonly form: 'lines';
  readonly open: () => LineReader;
}

export interface LineReader {
  /** The issues that are complete with this line. */
  readonly line: (text: string) => readonly Issue[];
  readonly end?: () => readonly Issue[];
}

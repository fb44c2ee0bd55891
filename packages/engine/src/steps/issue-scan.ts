import { textOf, type Value } from '@pipeline-lab/groovy';
import { StepFailure } from '../errors.ts';
import { consoleLines } from '../events/console.ts';
import type { Issue } from '../issues/issue.ts';
import { readIssueFile, readIssueLines } from '../issues/read.ts';
import { type IssueTool, issueTools } from '../issues/tools.ts';
import { antFiles } from '../workspace/ant-files.ts';
import type { StepCall } from './step.ts';
import { said } from './tell.ts';

/** What a tool found: of its report files, or of the log of the build. */
export interface Scan {
  readonly id: string;
  readonly name: string;
  readonly files: readonly string[];
  readonly issues: readonly Issue[];
}

/** The tools in `tools: [java(), checkStyle(pattern: '…')]` or `tool: java()`. */
export function issueToolsOf(values: readonly Value[]): ReadonlyMap<Value, Value>[] {
  return values.filter((each): each is Map<Value, Value> => each instanceof Map);
}

/** Reads what a tool found. Errors: a StepFailure for a tool that is not known, or a report that is not its own. */
export async function scanIssues(
  call: StepCall<'recordIssues' | 'scanForIssues'>,
  given: ReadonlyMap<Value, Value>,
): Promise<Scan> {
  const { site } = call;
  const text = (name: string): string => textOf(given.get(name) ?? '');
  const symbol = text('$class') === 'analysisParser' ? text('analysisModelId') : text('$class');
  const tool = toolNamed(symbol);
  const name = text('name') || tool.title;
  const id = text('id') || symbol;
  const pattern = text('pattern') || tool.pattern;
  if (pattern === undefined) {
    const issues = await readIssueLines(tool, site.cwd, consoleLines(site.build.folder));
    said(call, `[${name}] Parsing console log: ${issues.length} issues`);
    return { id, name, files: [], issues };
  }
  const files = await antFiles(site.cwd, pattern);
  const issues: Issue[] = [];
  for (const file of files) issues.push(...(await readIssueFile(tool, site.cwd, file)));
  if (files.length === 0) said(call, `[${name}] No files found for pattern '${pattern}'`);
  else said(call, `[${name}] ${files.length} files: ${issues.length} issues`);
  return { id, name, files, issues };
}

function toolNamed(symbol: string): IssueTool {
  const found = Object.keys(issueTools).find((each) => each.toLowerCase() === symbol.toLowerCase());
  const tool = found === undefined ? undefined : issueTools[found];
  if (tool !== undefined) return tool;
  throw new StepFailure(
    `recordIssues: reports of ${symbol} are not read here`,
    `Read here are ${Object.keys(issueTools).join(', ')}; many tools can write SARIF or Checkstyle's form.`,
  );
}

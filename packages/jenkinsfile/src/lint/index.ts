export { codeFrame, lineAndColumn } from '@pipeline-lab/groovy/syntax';
export { ruleInfo, type RuleInfo } from './docs.ts';
export { type Finding, lintJenkinsfile, type LintOptions } from './lint.ts';
export type { Severity } from './rule.ts';

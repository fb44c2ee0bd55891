import { dockerfileRules, imageRules } from './registry.ts';
import type { Severity } from './rule.ts';

export interface CheckRuleInfo {
  readonly id: string;
  readonly severity: Severity;
  readonly summary: string;
  /** The page of the docs, in the repository. */
  readonly page: string;
}

/** What there is to know about the rule of a finding. */
export function checkRuleInfo(id: string): CheckRuleInfo {
  const rule = [...dockerfileRules, ...imageRules].find((one) => one.id === id);
  const { severity = 'error', summary = id } = rule ?? {};
  return { id, severity, summary, page: `docs/image-check.md#${id.toLowerCase()}` };
}

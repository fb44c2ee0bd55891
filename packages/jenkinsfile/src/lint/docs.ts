import { messages } from '../messages.ts';
import { rules } from './registry.ts';
import type { Severity } from './rule.ts';

export interface RuleInfo {
  readonly id: string;
  readonly severity: Severity;
  readonly summary: string;
  /** The page of the docs, in the repository. */
  readonly page: string;
}

/** What there is to know about the rule of a finding: one of the linter's, a message of the validator, or `syntax`. */
export function ruleInfo(id: string): RuleInfo {
  const rule = rules.find((one) => one.id === id);
  const message = Object.hasOwn(messages, id) ? messages[id as keyof typeof messages] : undefined;
  return {
    id,
    severity: rule?.severity ?? 'error',
    summary: rule?.summary ?? message ?? 'Text that is no Groovy.',
    page: `docs/lint.md#${id}`,
  };
}

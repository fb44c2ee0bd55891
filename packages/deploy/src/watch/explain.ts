import type { Count } from './evidence.ts';
import type { Finding, QuestionName, Verdict } from './verdict.ts';

const said: Readonly<Record<QuestionName, string>> = {
  failed: 'requests failed',
  refused: 'requests met a refused connection',
  slow: 'answers took longer than',
  'very slow': 'answers took longer than',
};

/** A verdict for people: what was seen of the new release, against the old one. */
export function explain({ kind, findings }: Verdict): string {
  const worse = findings.filter((finding) => finding.kind === 'worse');
  if (worse.length > 0) return worse.map(findingText).join(', ');
  const [first] = findings;
  const seen = first === undefined || first.fresh.total === 0 ? 'no request' : findingText(first);
  return `${kind}: ${seen}`;
}

function findingText({ question, old, fresh, slowerThan }: Finding): string {
  const limit = slowerThan === undefined ? '' : ` ${Math.round(slowerThan)} ms`;
  const before = old.total === 0 ? 'nothing is known of the old release' : `old release: ${countText(old)}`;
  return `${countText(fresh)} ${said[question]}${limit}; ${before}`;
}

function countText({ hits, total }: Count): string {
  return total === 0 ? '0 of 0' : `${hits} of ${total} (${percent(hits / total)})`;
}

function percent(rate: number): string {
  return `${(rate * 100).toFixed(rate > 0 && rate < 0.1 ? 1 : 0)} %`;
}

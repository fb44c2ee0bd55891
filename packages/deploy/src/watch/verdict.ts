import { type Count, evidenceBelow, isGreater } from './evidence.ts';
import { quantile, slowerThan, type Tally } from './tally.ts';

/** What the traffic says about a new release. “Worse” is worth going back for. */
export interface Verdict {
  readonly kind: 'worse' | 'not worse' | 'not enough traffic';
  /** One a question, those that found the release worse first. */
  readonly findings: readonly Finding[];
}

/** The answer to one question about both releases. */
export interface Finding {
  readonly question: QuestionName;
  readonly kind: Verdict['kind'];
  readonly old: Count;
  readonly fresh: Count;
  /** Milliseconds that a slow answer is slower than; for the two questions about time. */
  readonly slowerThan?: number;
}

export type QuestionName = 'failed' | 'refused' | 'slow' | 'very slow';

interface Question {
  readonly name: QuestionName;
  /** A rate up to this one is no reason to go back, however good the old release was. */
  readonly allowance: number;
  /** “Not worse” means: shown to be below this rate. */
  readonly harmful: number;
}

const questions: readonly Question[] = [
  { name: 'failed', allowance: 0.005, harmful: 0.05 },
  { name: 'refused', allowance: 0.005, harmful: 0.05 },
  // Half of the answers slower than the limit: the median has passed it.
  { name: 'slow', allowance: 0.5, harmful: 0.7 },
  { name: 'very slow', allowance: 0.03, harmful: 0.1 },
];

/** Chance that a release as good as the old one is called worse, over all questions and all looks. */
export const falseAlarm = 0.001;
/** Chance that a release is called not worse although a rate of its is harmful, for each question. */
const falseComfort = 0.05;
/** Each question has its share of {@link falseAlarm}. */
const share: number = falseAlarm / questions.length;

/** The times (ms) that an answer has to exceed to be slow; absent when too little is known of the old release. */
export interface Limits {
  readonly slow?: number;
  readonly 'very slow'?: number;
}

/** A quantile of fewer answers than this says little. */
const enoughAnswers = 100;

/**
 * The limits that the old release's answers set: one and a half times the median, three times the 99th percentile,
 * and never less than 50 and 100 ms above them: the releases answer one after the other, and
 * less than that a host that is busy with something else adds by itself.
 * Taken once, before the new release answers: a limit that moves would make the counts mean nothing.
 */
export function limitsOf(old: Tally): Limits {
  if (slowerThan(old, -1).total < enoughAnswers) return {};
  const median = quantile(old, 0.5) ?? 0;
  const tail = quantile(old, 0.99) ?? 0;
  return { slow: Math.max(1.5 * median, median + 50), 'very slow': Math.max(3 * tail, tail + 100) };
}

/**
 * Compares a new release with the old one. Pure; may be asked after each request, for as long as one likes: see
 * {@link isGreater}. Both may be serving. `limits` are those of {@link limitsOf}, taken before the first request of
 * the new one; questions about time are left out where it has none.
 */
export function judge(old: Tally, fresh: Tally, limits: Limits): Verdict {
  const asked = questions.filter(({ name }) => !isAboutTime(name) || limits[name] !== undefined);
  const findings = asked.map((question) => answer(question, old, fresh, limits));
  const worse = findings.filter(({ kind }) => kind === 'worse');
  if (worse.length > 0)
    return { kind: 'worse', findings: [...worse, ...findings.filter(({ kind }) => kind !== 'worse')] };
  const all = findings.every(({ kind }) => kind === 'not worse');
  return { kind: all ? 'not worse' : 'not enough traffic', findings };
}

function answer({ name, allowance, harmful }: Question, old: Tally, fresh: Tally, limits: Limits): Finding {
  const [before, now] = [countOf(name, old, limits), countOf(name, fresh, limits)];
  const seen = before.total === 0 ? 0 : before.hits / before.total;
  // So that a first deployment has a limit too: a release of which little was seen counts as harmful at most.
  const range = { from: allowance, to: Math.max(harmful, Math.min(2 * seen, 0.99)) };
  const worse = isGreater(now, before, range, share);
  const fine = evidenceBelow(now, Math.max(harmful, Math.min(2 * seen, (1 + seen) / 2, 0.999)));
  const kind = worse ? 'worse' : fine >= Math.log(1 / falseComfort) ? 'not worse' : 'not enough traffic';
  const slower = isAboutTime(name) ? { slowerThan: limits[name] ?? 0 } : {};
  return { question: name, kind, old: before, fresh: now, ...slower };
}

function isAboutTime(name: QuestionName): name is keyof Limits {
  return name === 'slow' || name === 'very slow';
}

function countOf(name: QuestionName, tally: Tally, limits: Limits): Count {
  if (isAboutTime(name)) return slowerThan(tally, limits[name] ?? Infinity);
  return { hits: name === 'failed' ? tally.failed : tally.refused, total: tally.total };
}

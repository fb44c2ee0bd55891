export { explain } from './explain.ts';
export { add, emptyTally, type Observation, type Tally } from './tally.ts';
export { falseAlarm, judge, limitsOf, type Limits, type Verdict } from './verdict.ts';

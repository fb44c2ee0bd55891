import assert from 'node:assert/strict';
import type { Trial } from '../../test/faults/trial.ts';
import type { Row, Table } from './page.ts';
import { fleet } from './scenarios/fleet.ts';
import { links } from './scenarios/links.ts';
import { rivals } from './scenarios/rivals.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { services } from './scenarios/services.ts';
import { disks, strangers } from './scenarios/storage.ts';
import { versions } from './scenarios/versions.ts';

export const scenarioTable: Table = {
  name: 'scenarios',
  head: ['Fault', 'Requests lost', 'Away', 'Serves afterwards', 'The deployment says'],
  order: [...versions, ...links, ...services, ...disks, ...strangers, ...rivals, ...fleet].map(
    ({ name }) => name,
  ),
};

type Expected = Omit<Scenario, 'fault'>;

/** The deployment ended as the scenario tells. */
export function assertSaid({ outcome, journal }: Trial, expected: Expected): void {
  const { code, says } = expected;
  const { failure, results = [] } = outcome;
  if (code === undefined) assert.deepEqual(new Set(results), new Set(['released']), failure?.message);
  else assert.match(failure?.code ?? 'no failure', new RegExp(code));
  if (expected.journal !== undefined) assert.equal(journal, expected.journal);
  if (says !== undefined) assert.match(failure?.message ?? '', says);
}

export function rowOf({ name, serves, mayLose }: Expected, { traffic, outcome }: Trial): Row {
  const away = mayLose === undefined || traffic.lost === 0 ? '–' : `${traffic.secondsAway.toFixed(1)} s`;
  // One that was killed says nothing.
  const said = outcome.failure?.code ?? outcome.failure?.message ?? [...new Set(outcome.results)].join();
  return [name, `${traffic.lost} of ${traffic.sent}`, away, serves, said || '–'];
}

import { ownRequestOf } from '../../../test/lab.ts';
import { runDeployer } from '../../../src/rehearse/deployer/run-deployer.ts';
import type { Scenario } from './scenario.ts';

const deployed: Scenario['fault'] = async (lab, image) => await runDeployer(ownRequestOf(lab, image));

/** New versions that are broken, each in its way. */
export const versions: readonly Scenario[] = [
  {
    name: 'New version crashes at start',
    manners: { start: 'process.exit(3);' },
    fault: deployed,
    serves: 'old',
    code: 'PLAB_NOT_HEALTHY',
    says: /stopped with code 3/,
  },
  {
    name: 'New version is never healthy',
    manners: { health: 'response.statusCode = 503;' },
    fault: deployed,
    serves: 'old',
    code: 'PLAB_NOT_HEALTHY',
    says: /answered 503/,
  },
  {
    name: 'New version is healthy after 20 s',
    manners: { health: 'if (age < 20) response.statusCode = 503;' },
    app: { health: { path: '/health', status: 200, successes: 3, timeout: 60 } },
    fault: deployed,
    serves: 'new',
  },
  {
    name: 'New version is healthy, then fails half of its requests',
    manners: { answer: 'if (Math.random() < 0.5) response.statusCode = 500;' },
    app: { watch: 10 },
    fault: deployed,
    serves: 'old',
    code: 'PLAB_WATCH',
    says: /requests failed/,
    mayLose: 200,
  },
  {
    name: 'New version is healthy, then dies 5 s after its first request',
    manners: { answer: 'setTimeout(() => process.exit(7), 5000);' },
    app: { watch: 15 },
    fault: deployed,
    serves: 'old',
    code: 'PLAB_WATCH',
    says: /stopped with code 7/,
    mayLose: 50,
  },
  {
    name: 'New version is slow: 300 ms more an answer',
    manners: { answer: 'response.later = true; setTimeout(() => response.end(version + body), 300);' },
    app: { watch: 15 },
    fault: deployed,
    serves: 'old',
    code: 'PLAB_WATCH',
    says: /answers took longer/,
  },
  {
    name: 'New version leaks memory until the kernel kills it',
    manners: { start: 'const leak = [];', answer: 'leak.push(Buffer.alloc(2 << 20, 1));' },
    app: { watch: 30, resources: { memory: 128, pids: 256 } },
    fault: deployed,
    serves: 'old',
    code: 'PLAB_WATCH',
    says: /memory/,
    mayLose: 100,
  },
];

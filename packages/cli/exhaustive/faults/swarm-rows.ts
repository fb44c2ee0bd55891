import type { Table } from './page.ts';

/** Faults of a destination on Docker Swarm: three nodes, each asked 100 times a second. */
export const swarmTable: Table = {
  name: 'swarm',
  head: [
    'On a swarm of three nodes',
    'Requests lost',
    'Away',
    'Serves afterwards',
    'The deployment says',
    'It took',
  ],
  order: [
    'An update',
    'A version that is never healthy',
    'A version that ends after 1 s',
    'A node killed during the update',
    'A node killed during the update, with --allow-missing',
    'The leader killed during the update, with --allow-missing',
    'A node with volumes killed during the update; the other one has its own',
  ],
};

/** Keys of Docker's `daemon.json` that a host needs; others in that file are somebody else's and stay. */
export const engineSettings: Readonly<Record<string, unknown>> = {
  'live-restore': true,
  'log-driver': 'json-file',
  'log-opts': { 'max-size': '10m', 'max-file': '3' },
};

/** Those of a node of a swarm, which takes no part in a live restore; Docker before 27 has no such privilege for a service. */
export const nodeSettings: Readonly<Record<string, unknown>> = {
  ...engineSettings,
  'live-restore': false,
  'no-new-privileges': true,
};

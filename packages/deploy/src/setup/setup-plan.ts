/** What a host is set up for. */
export interface SetupPlan {
  readonly app: string;
  readonly deployUser: string;
  /** A line of a `.pub` file. */
  readonly publicKey: string;
  /** TCP ports open beside SSH, 80 and 443. */
  readonly openPorts: readonly number[];
  /** Addresses and networks of the nodes, of a host that is one of a swarm. */
  readonly swarmNodes?: readonly string[];
}

/** What this host cannot have, and why. */
export interface LeftOut {
  readonly name: string;
  readonly reason: string;
}

/** What the page shows, as plain values: the server makes them, and the page draws them. */
export interface View {
  readonly place: Place;
  /** In the order of deploy.yml. */
  readonly hosts: readonly HostView[];
  /** Oldest first. */
  readonly points: readonly Point[];
  /** Undefined before a host has told. */
  readonly deployments: DeploymentsView | undefined;
  /** Newest first; undefined before they have been read. */
  readonly builds: readonly BuildView[] | undefined;
}

/** What the page is about. */
export interface Place {
  readonly project: string;
  /** Whose builds these are. */
  readonly job: string;
  /** Absent without a deploy.yml. */
  readonly destination?: string;
  /** Its public address. */
  readonly url?: string;
  /** Paths whose requests are not counted: those that only watch. */
  readonly uncounted: readonly string[];
}

export interface HostView {
  readonly name: string;
  readonly state: 'connecting' | 'reached' | 'unreachable';
  /** When that began, milliseconds since 1970. */
  readonly since: number;
  readonly serving?: { readonly release: string; readonly label: string };
  readonly error?: { readonly message: string; readonly hint: string };
  /** Whether its release tells metrics. */
  readonly metrics: boolean;
}

/** The application at one moment, all its hosts together. What nobody knows is absent. */
export interface Point {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Requests a second. */
  readonly rate?: number;
  /** Share of the requests that got a server error. */
  readonly errors?: number;
  /** Seconds. */
  readonly p50?: number;
  readonly p95?: number;
  readonly p99?: number;
  /** Bytes of the largest process. */
  readonly memory?: number;
}

export interface DeploymentsView {
  /** Newest first. */
  readonly list: readonly DeploymentView[];
  /** Over all that the journals know; absent without a deployment that counts. */
  readonly successRate?: number;
  /** Over 30 days. */
  readonly perDay: number;
  /** Milliseconds, median over 30 days. */
  readonly leadTime?: number;
  /** Share of the changes of 30 days. */
  readonly takenBack?: number;
}

export interface DeploymentView {
  readonly id: string;
  /** When it began, milliseconds since 1970. */
  readonly at: number;
  readonly by: string;
  readonly verb: string;
  readonly release: string;
  readonly label: string;
  readonly revision?: string;
  /** First line of the commit's message. */
  readonly subject?: string;
  /** `open`: no end is known; it runs, or its deployer died. */
  readonly result: 'released' | 'unchanged' | 'rolled-back' | 'failed' | 'open';
  readonly ms?: number;
  readonly bytes: number;
  /** Of users, from the switch to the end. */
  readonly traffic?: { readonly requests: number; readonly lost: number };
  readonly error?: string;
  readonly hosts: readonly string[];
}

export type BuildResult = 'SUCCESS' | 'UNSTABLE' | 'FAILURE' | 'NOT_BUILT' | 'ABORTED';

export interface BuildView {
  readonly number: number;
  readonly name?: string;
  readonly branch?: string;
  readonly revision: string;
  readonly subject?: string;
  readonly cause?: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Absent while it runs. */
  readonly result?: BuildResult;
  readonly ms?: number;
  readonly dryRun: boolean;
  /** In the order of the Jenkinsfile, those inside after the one around them. */
  readonly stages: readonly StageView[];
  readonly tests?: TestsView;
  readonly failure?: FailureView;
}

export interface StageView {
  readonly id: string;
  readonly name: string;
  /** 0 for one that stands in no other. */
  readonly depth: number;
  readonly state: 'waiting' | 'running' | 'finished';
  /** Milliseconds since 1970; absent while it waits. */
  readonly startedAt?: number;
  readonly ms?: number;
  readonly result?: BuildResult;
  /** Why it did not run. */
  readonly skipped?: string;
}

export interface TestsView {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The first of those that failed. */
  readonly failing: readonly { readonly name: string; readonly suite: string; readonly age?: number }[];
}

export interface FailureView {
  readonly message: string;
  readonly hint: string;
  /** The stage that failed first. */
  readonly stage?: string;
  /** The last lines that this stage wrote. */
  readonly lines: readonly string[];
}

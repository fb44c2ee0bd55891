/** What was asked for in one turn of the event loop, with whoever waits for it. */
export interface Waiting {
  readonly work: () => unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

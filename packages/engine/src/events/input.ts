/** A step `input` waits for an answer; it comes again when the last answer did not do. */
export interface InputRequested {
  readonly type: 'input.requested';
  readonly step: number;
  readonly stage?: string;
  readonly id: string;
  readonly message: string;
  /** The word for going on. */
  readonly ok: string;
  readonly fields: readonly InputField[];
}

export interface InputField {
  /** `string`, `booleanParam`, `choice` and so on. */
  readonly type: string;
  readonly name: string;
  readonly description: string;
  /** What it is when nothing is said. */
  readonly usual: string;
  /** Of a `choice`. */
  readonly choices: readonly string[];
}

export interface InputAnswered {
  readonly type: 'input.answered';
  readonly step: number;
  readonly stage?: string;
  readonly id: string;
  readonly aborted: boolean;
}

/** A failure whose story was already told, such as a build that went red: it only sets the exit code. */
export class StageFailure extends Error {
  /** 1 unless the end has a number of its own, such as 3 for UNSTABLE. */
  readonly exitCode: number;

  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

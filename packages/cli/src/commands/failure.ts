/** A failure whose story was already told, such as a build that went red: it only sets the exit code. */
export class StageFailure extends Error {}

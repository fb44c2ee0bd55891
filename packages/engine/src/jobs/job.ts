/** A job that the step `build` may start, beside the one that runs. */
export interface JobConfig {
  /** Absolute; absent: the repository of the build that starts it. */
  readonly repository?: string;
  /** Relative to its repository. Default: `Jenkinsfile`. */
  readonly jenkinsfile?: string;
  /** Default: the commit of the build that starts it; in another repository its HEAD. */
  readonly branch?: string;
  /** Given to each of its builds, unless the step gives others. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** The name of a job as its folder has it: a path such as `team/deploy` becomes `team-deploy`. */
export function jobFolderName(name: string): string {
  return name.replaceAll(/[^\w.-]/g, '-').replace(/^[^\w]+/, '');
}

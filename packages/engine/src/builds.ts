/** What it takes to start builds and to look at them: it loads neither the language nor a step. */
export type { AgentConfig } from './agents/agent.ts';
export { type Head, headFrom, readHead } from './build/head.ts';
export { answer, type InputAnswer } from './build/answers.ts';
export type { BuildRequest, ChangeRequest } from './build/request.ts';
export { wrongCalls } from './errors.ts';
export type * from './events/event.ts';
export { follow, type RunningBuild, soFar } from './events/follow.ts';
export type { Result } from './events/result.ts';
export { artifactsOf, type BuildStatus, findBuild, listBuilds } from './history/job.ts';
export { type JobConfig, jobFolderName } from './jobs/job.ts';
export type { MailConfig } from './mail/config.ts';
export type { LibraryConfig } from './libraries/library.ts';
export type { PluginCall } from './steps/plugin.ts';
export { abortsWith } from './process/aborts-with.ts';
export { endBuild } from './process/end.ts';
export { abort, startBuild } from './process/start.ts';

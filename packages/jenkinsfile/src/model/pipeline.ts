import type { Span, Statement } from '@pipeline-lab/groovy/syntax';
import type { Agent } from './agent.ts';
import type { Post } from './post.ts';
import type { BuildParameter, EnvEntry, Library, Option, Tool, Trigger } from './settings.ts';
import type { Stage } from './stage.ts';

/** A Declarative Pipeline whose structure has been checked. */
export interface Pipeline extends Span {
  readonly file: string;
  readonly source: string;
  /** Groovy around `pipeline { }`: functions and variables. Run it in the script's scope before the build. */
  readonly script: readonly Statement[];
  readonly agent: Agent;
  readonly environment: readonly EnvEntry[];
  readonly options: readonly Option[];
  readonly parameters: readonly BuildParameter[];
  readonly triggers: readonly Trigger[];
  readonly tools: readonly Tool[];
  readonly libraries: readonly Library[];
  readonly stages: readonly Stage[];
  readonly post?: Post;
}

import type { AppConfig } from '../config/schema.ts';
import { nothing, type Plan, type Step } from '../step.ts';

/** What leads one host of a swarm to a release; the update is one for all of them. Pure. */
export function planOf(
  { proxy: { tls }, release }: Pick<AppConfig, 'proxy' | 'release'>,
  stands: boolean,
  first: boolean,
): Plan {
  const certificate: readonly Step[] = tls?.acme === undefined ? [] : [{ kind: 'certificate' }];
  const common: Plan = {
    ...nothing,
    proxy: [{ kind: 'proxy' }],
    // Also where the release serves: a node that was away may lack its image.
    prepare: [...certificate, { kind: 'ship' }],
    watch: [{ kind: 'answer' }],
    confirm: [{ kind: 'settle' }],
  };
  if (stands) return common;
  const command = first && release !== undefined;
  return { ...common, release: command ? [{ kind: 'command' }] : [], switch: [{ kind: 'update' }] };
}

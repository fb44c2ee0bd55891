import type { Value } from '@pipeline-lab/groovy';
import type { Site } from '../build/build.ts';
import { withContainer } from '../docker/agent.ts';
import { inSsh } from '../ssh/place.ts';
import type { AgentPlace } from './agent.ts';

/** Runs work where an agent is: on this machine, in a container, on a machine behind SSH. */
export async function atPlace(
  site: Site,
  place: AgentPlace,
  work: (site: Site) => Promise<Value>,
): Promise<Value> {
  let value: Value = null;
  const keep = async (inside: Site): Promise<void> => void (value = await work(inside));
  switch (place.kind) {
    case 'local':
      return await work(site);
    case 'image':
      await withContainer(site, containerOf(place), keep);
      return value;
    case 'ssh':
      return await inSsh(site, place, work);
  }
}

function containerOf({
  image,
  args,
}: Extract<AgentPlace, { readonly kind: 'image' }>): Parameters<typeof withContainer>[1] {
  const text = (value: string) => ({ kind: 'literal', value, start: 0, end: 0 }) as const;
  return {
    kind: 'docker',
    image: text(image),
    ...(args === undefined ? {} : { args: text(args) }),
    start: 0,
    end: 0,
  };
}

import { lastOf } from '../dockerfile/model.ts';
import type { DockerfileRule, PlacedRemark } from '../rule.ts';

/** Rules for USER. */
export const userRules: readonly DockerfileRule[] = [
  {
    id: 'DL3002',
    severity: 'warning',
    summary: 'The last USER is root.',
    why: 'A program that is broken into has the rights of its user: root in the container is one fault away from root on the host.',
    hint: 'End with a user of no rights: `USER 10001:10001`.',
    cis: '4.1',
    bad: 'USER root',
    good: 'USER root\nRUN install -d -o 10001 /data\nUSER 10001:10001',
    *check({ final }): Iterable<PlacedRemark> {
      const user = final && lastOf(final, 'USER');
      if (user !== undefined && /^(?:root|0)(?::|$)/.test(user.words[0]?.text ?? ''))
        yield { at: user, message: 'the image runs as root' };
    },
  },
  {
    id: 'no-user',
    severity: 'warning',
    summary: 'No USER in the stage that becomes the image.',
    why: 'Without USER the image runs as what its base says, which is root for nearly every base.',
    hint: 'Add `USER 10001:10001` before CMD.',
    cis: '4.1',
    bad: 'CMD ["node", "main.js"]',
    good: 'USER 10001:10001\nCMD ["node", "main.js"]',
    *check({ final }): Iterable<PlacedRemark> {
      if (final !== undefined && lastOf(final, 'USER') === undefined)
        yield {
          at: final.from,
          message: 'the image has no USER: it runs as what its base says, mostly root',
        };
    },
  },
  {
    id: 'numeric-user',
    severity: 'info',
    summary: 'A USER that is a name.',
    why: 'A name is looked up in the image: an orchestrator cannot tell that it is not root (`runAsNonRoot` of Kubernetes refuses it), and owners of volumes are numbers.',
    hint: 'Write its number: `USER 10001:10001`.',
    cis: '4.1',
    bad: 'USER node',
    good: 'USER 1000:1000',
    *check({ final }): Iterable<PlacedRemark> {
      const user = final && lastOf(final, 'USER');
      const name = user?.words[0]?.text ?? '0';
      if (user !== undefined && !/^(?:\d|root(?::|$)|.*\$)/.test(name))
        yield { at: user, message: `USER ${name} is a name, not a number` };
    },
  },
];

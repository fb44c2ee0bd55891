import type { AuditedImage } from '../image/audited.ts';
import { stepOf } from '../image/history.ts';
import type { ImageRule, Remark } from '../rule.ts';
import { assignedSecrets, isSecretName, secretsInCommand } from '../secrets.ts';

/** Rules for the configuration and the history of an image. */
export const configurationRules: readonly ImageRule[] = [
  {
    id: 'image-root',
    severity: 'warning',
    summary: 'The image runs as root.',
    why: 'A program that is broken into has the rights of its user: root in the container is one fault away from root on the host.',
    hint: 'End the Dockerfile with `USER 10001:10001`.',
    cis: '4.1',
    *check({ configuration }): Iterable<Remark> {
      const user = configuration.config?.User ?? '';
      if (/^(?:root|0)?(?::|$)/.test(user))
        yield { message: user === '' ? 'it names no user, so it runs as root' : 'it runs as root' };
    },
  },
  {
    id: 'image-user-name',
    severity: 'info',
    summary: 'The user of the image is a name.',
    why: 'A name is looked up in the image: an orchestrator cannot tell that it is not root.',
    hint: 'Write its number: `USER 10001:10001`.',
    cis: '4.1',
    *check({ configuration }): Iterable<Remark> {
      const user = configuration.config?.User ?? '';
      if (!/^(?:\d|root(?::|$)|:|$)/.test(user))
        yield { message: `its user ${user} is a name, not a number` };
    },
  },
  {
    id: 'image-healthcheck',
    severity: 'warning',
    summary: 'The image has no health check.',
    why: 'Without one the engine knows only that the process exists, not that it answers.',
    hint: 'Add `HEALTHCHECK CMD ["…"]` with a program that the image has.',
    cis: '4.6',
    *check({ configuration }): Iterable<Remark> {
      const test = configuration.config?.Healthcheck?.Test ?? [];
      if (test.length === 0) yield { message: 'it has no health check' };
    },
  },
  {
    id: 'image-labels',
    severity: 'info',
    summary: 'Labels that tell where an image comes from are missing.',
    why: 'Without the commit nobody can tell a year later what runs there.',
    hint: '`plab build` sets them in a repository with a commit.',
    *check({ configuration }): Iterable<Remark> {
      const labels = configuration.config?.Labels ?? {};
      const missing = ['revision', 'created'].filter(
        (name) => !(labels[`org.opencontainers.image.${name}`] ?? ''),
      );
      if (missing.length > 0)
        yield { message: `no label ${missing.map((name) => `org.opencontainers.image.${name}`).join(', ')}` };
    },
  },
  {
    id: 'image-ssh-port',
    severity: 'warning',
    summary: 'The image exposes port 22.',
    why: 'An SSH server in a container is a second way in, with keys and updates of its own.',
    hint: 'Leave it out; `docker exec` and `plab logs` need no server.',
    cis: '5.7',
    *check({ configuration }): Iterable<Remark> {
      if ('22/tcp' in (configuration.config?.ExposedPorts ?? {})) yield { message: 'it exposes port 22' };
    },
  },
  {
    id: 'image-secret-variable',
    severity: 'error',
    summary: 'A secret in the environment or the history of an image.',
    why: '`docker inspect` and `docker history` show it to whoever can pull the image.',
    hint: 'Revoke it, and build without it; at run time the app gets the new one from `secrets` of deploy.yml.',
    cis: '4.10',
    *check(image): Iterable<Remark> {
      for (const message of new Set([...inEnvironment(image), ...inHistory(image)])) yield { message };
    },
  },
];

function* inEnvironment({ configuration }: AuditedImage): Iterable<string> {
  for (const variable of configuration.config?.Env ?? []) {
    const [name = '', ...value] = variable.split('=');
    if (isSecretName(name) && value.join('=') !== '') yield `its environment has a value for ${name}`;
    for (const what of secretsInCommand(variable)) yield `its environment has ${what}, in ${name}`;
  }
}

function* inHistory({ configuration }: AuditedImage): Iterable<string> {
  for (const [index, { created_by: command = '' }] of (configuration.history ?? []).entries()) {
    const { values, instruction, isRun } = stepOf(command);
    for (const [, name = ''] of values.matchAll(/(?:^|\s)(\w+)=(?=\S)/g))
      if (isSecretName(name)) yield `its history has the value of the build argument ${name}`;
    // Each RUN behind an ARG has it.
    for (const what of secretsInCommand(values)) yield `its history has ${what}, in an argument of the build`;
    for (const what of secretsInCommand(instruction)) yield `its history has ${what}, in step ${index + 1}`;
    for (const name of isRun ? assignedSecrets(instruction) : [])
      yield `its history has the value of ${name}, in step ${index + 1}`;
  }
}

import type { AuditedImage, AuditedLayer } from '../image/audited.ts';
import type { ImageRule, Remark } from '../rule.ts';

/** A layer of more bytes than this is worth a look. */
const bigLayer = 100_000_000;

/** Less than this (bytes) of downloads is not worth a word. */
const smallCache = 1_000_000;

/** Rules for what is in the layers of an image. */
export const layerRules: readonly ImageRule[] = [
  {
    id: 'image-setuid',
    severity: 'warning',
    summary: 'Programs that run with the rights of their owner or group.',
    why: 'A setuid program is a way to the rights of root for whoever finds a fault in it. Those of a base image count as well.',
    hint: 'Remove the bits: `RUN find / -xdev -type f -perm /6000 -exec chmod a-s {} +`.',
    cis: '4.8',
    *check({ layers }): Iterable<Remark> {
      for (const layer of layers) {
        const named = layer.privileged.map(({ path, bits }) => `/${path} (${bits})`);
        if (named.length > 0) yield { message: `${few(named)} in ${nameOf(layer, layers)}` };
      }
    },
  },
  {
    id: 'image-world-writable',
    severity: 'warning',
    summary: 'Files and folders that everybody may write.',
    why: 'Whoever gets into the container as any user may change what runs next. Folders with the sticky bit, such as /tmp, do not count.',
    hint: 'Give them to the user that needs them: `chown 10001:10001`, and `chmod o-w`.',
    *check({ layers }): Iterable<Remark> {
      for (const layer of layers)
        if (layer.open.length > 0)
          yield { message: `${few(layer.open.map((path) => `/${path}`))} in ${nameOf(layer, layers)}` };
    },
  },
  {
    id: 'image-secret-file',
    severity: 'error',
    summary: 'A secret in a layer.',
    why: 'Whoever can pull the image can read each of its layers, also what a later one removes.',
    hint: 'Revoke it, and name its file in .dockerignore; at run time the app gets the new one from `secrets` of deploy.yml.',
    cis: '4.10',
    *check({ layers }): Iterable<Remark> {
      for (const layer of layers)
        for (const { path, what } of layer.secrets)
          yield { message: `/${path} holds ${what}, in ${nameOf(layer, layers)}` };
    },
  },
  {
    id: 'image-big-layer',
    severity: 'info',
    summary: 'A layer of more than 100 MB.',
    why: 'A host that does not have it gets all of it, however little of it changed.',
    hint: 'Copy out of a build stage only what runs, and put what seldom changes into a layer below.',
    *check({ layers }): Iterable<Remark> {
      for (const layer of layers)
        if (layer.size > bigLayer) yield { message: `${megabytes(layer.size)} in ${nameOf(layer, layers)}` };
    },
  },
  {
    id: 'image-package-cache',
    severity: 'info',
    summary: 'What a package manager downloaded is still there.',
    why: 'No running container reads it, and every host keeps it.',
    hint: 'Remove it in the RUN that made it, or mount a cache there.',
    *check({ layers }): Iterable<Remark> {
      for (const layer of layers)
        if (layer.cache > smallCache)
          yield { message: `${megabytes(layer.cache)} of downloads in ${nameOf(layer, layers)}` };
    },
  },
];

function nameOf(layer: AuditedLayer, layers: AuditedImage['layers']): string {
  const command = layer.createdBy.length > 60 ? `${layer.createdBy.slice(0, 59)}…` : layer.createdBy;
  return `layer ${layers.indexOf(layer) + 1}${command === '' ? '' : ` (${command})`}`;
}

function few(names: readonly string[]): string {
  const rest = names.length - 5;
  return `${names.slice(0, 5).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function megabytes(count: number): string {
  return `${(count / 1e6).toFixed(1)} MB`;
}

import { join } from 'node:path';
import type { Trust } from '@pipeline-lab/deploy';
import { exportImage } from '@pipeline-lab/image';
import { attest, newKeyPair, provenanceOf, signingKey, verifyingKey } from '@pipeline-lab/image/provenance';
import { imageSbom } from '@pipeline-lab/image/sbom';
import type { TestLab } from './lab.ts';

const { signal } = new AbortController();

/** A project's key, and what it signs of images of a lab. */
export interface Signer {
  readonly trust: Pick<Trust, 'keys'>;
  /** The bundle for an image. */
  readonly sign: (image: string) => Promise<string>;
}

export function newSigner({ engine, stateDir }: Pick<TestLab, 'engine' | 'stateDir'>): Signer {
  const { privateKey, publicKey } = newKeyPair();
  const provenance = provenanceOf({
    context: '.',
    dockerfile: 'Dockerfile',
    arguments: {},
    ownArguments: [],
    bases: [],
    builder: { id: 'plab:builder/test', version: {} },
    invocationId: 'test-1',
    started: 0,
    finished: 1,
  });
  return {
    trust: { keys: [verifyingKey(publicKey, 'test')] },
    async sign(name) {
      const image = await exportImage(engine, name, { storeDir: join(stateDir, 'layers'), signal });
      // What is under it takes long to read, and is not what is tested.
      const { bom } = await imageSbom({ ...image, layers: image.layers.slice(-1) }, { signal });
      const identity = { id: image.id, manifest: image.manifest.digest };
      return attest('probe-app', identity, { provenance, bom }, signingKey(privateKey, 'test'));
    },
  };
}

import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildImage } from '@pipeline-lab/image';
import { program } from '../../packages/cli/test/faults/app.ts';
import type { TestLab } from '../../packages/cli/test/lab.ts';
import { archiveOfPackages, pieceSize, piecesOfCode } from './code.ts';

const wholeSize = 354_000_000;

/** An image whose versions differ in one layer. */
export interface BigImage {
  /** Builds a version that answers with its name, `more` as further lines of its Dockerfile; gives the image. */
  readonly build: (version: string, more?: string) => Promise<string>;
  /** Takes all versions out of the engine. */
  readonly remove: () => Promise<void>;
  /** What `gzip` makes of the layer that differs, at most. */
  readonly gzipped: number;
}

/** 354 MB, of which 192 kB are the application: Node, packages and code, as in the original's image. */
export async function bigImage({ engine, stateDir }: TestLab, versions: number): Promise<BigImage> {
  const folder = await mkdtemp(join(stateDir, 'big-'));
  const base = process.env['BASE_IMAGE'] ?? '';
  const { Size } = await engine.docker.getImage(base).inspect();
  const archive = archiveOfPackages();
  const pieces = piecesOfCode(archive, versions);
  await writeFile(join(folder, 'ballast'), archive.subarray(0, Math.max(wholeSize - pieceSize - Size, 0)));
  await mkdir(join(folder, 'app'));
  let built = 0;
  return {
    gzipped: Math.max(...pieces.map((piece) => gzipSync(piece).length)),
    async remove() {
      const filters = { reference: ['plab-bench-big'] };
      for (const { Id } of await engine.docker.listImages({ filters }))
        await engine.docker.getImage(Id).remove({ force: true });
    },
    async build(version, more = '') {
      const piece = pieces[built];
      if (piece === undefined) throw new Error(`there are only ${pieces.length} versions`);
      built += 1;
      const lines = `FROM ${base}\nCOPY ballast /ballast\nCOPY app /app\nUSER 10001\n${more}\n`;
      await writeFile(join(folder, 'Dockerfile'), `${lines}CMD ["node", "/app/app.js"]\n`);
      const source = program(version);
      await writeFile(join(folder, 'app', 'app.js'), source);
      await writeFile(join(folder, 'app', 'packages'), piece.subarray(source.length));
      const image = `plab-bench-big:${version}`;
      const request = { context: folder, dockerfile: 'Dockerfile', tags: [image], args: {} };
      const { signal } = new AbortController();
      await buildImage(engine, { ...request, signal, onOutput: () => undefined });
      return image;
    },
  };
}

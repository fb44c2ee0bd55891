import { join } from 'node:path';

export interface Bundled {
  readonly script: string;
  readonly style: string;
}

/** Makes the script and the style of the page from their sources in a folder: one file each, without anything from elsewhere. */
export async function bundlePage(folder: string): Promise<Bundled> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'main.ts'), join(folder, 'style.css')],
    outdir: folder,
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2023',
    minify: true,
    charset: 'utf8',
    logLevel: 'silent',
  });
  const text = (end: string): string => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
  return { script: text('.js'), style: text('.css') };
}

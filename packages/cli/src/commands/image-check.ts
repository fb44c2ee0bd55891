import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connectEngine } from '@pipeline-lab/image';
import {
  type AuditedImage,
  checkDockerfile,
  checkImage,
  checkRuleInfo,
  type DockerfileFinding,
  maskSecrets,
  readAuditedImage,
} from '@pipeline-lab/image/check';
import { type Finding, lineAndColumn } from '@pipeline-lab/jenkinsfile/lint';
import type { Context } from '../context.ts';
import { badUsage, unreadable } from '../errors.ts';
import { layerTable } from '../render/layer-table.ts';
import { rendered } from '../render/lint/rendered.ts';
import type { LintFormat, LintReport } from '../render/lint/report.ts';
import { type DockerfileSource, dockerfileSource, isThere } from './dockerfile-source.ts';
import { StageFailure } from './failure.ts';

export interface ImageCheckOptions {
  /** False: none. */
  readonly dockerfile?: string | false;
  readonly format: LintFormat;
}

/**
 * Checks a Dockerfile and, when one is named, an image of the engine, and prints what it finds on stdout. Throws when
 * there are errors or warnings; information alone is no failure.
 */
export async function checkImages(
  context: Context,
  reference: string | undefined,
  { dockerfile, format }: ImageCheckOptions,
): Promise<void> {
  const source = dockerfile === false ? undefined : await dockerfileSource(context.cwd, dockerfile);
  if (source === undefined && reference === undefined)
    throw badUsage(
      'there is neither a Dockerfile nor an image to check',
      'Name one: `plab image check IMAGE`.',
    );
  const reports = source === undefined ? [] : [await reportOnDockerfile(source)];
  const image = reference === undefined ? undefined : await read(context, reference);
  if (image !== undefined) reports.push(reportOnImage(image));
  if (image !== undefined && format === 'text') console.log(layerTable(image));
  const output = await rendered(format, reports, rules);
  if (output !== '') console.log(output);
  const findings = reports.flatMap((report) => report.findings);
  if (findings.some(({ severity }) => severity !== 'info')) throw new StageFailure('there are findings');
}

const rules = { page: 'docs/image-check.md', info: checkRuleInfo };

async function reportOnDockerfile({ path, file, context, target }: DockerfileSource): Promise<LintReport> {
  const source = await readFile(path, 'utf8').catch((error: unknown) => {
    throw unreadable(file, error);
  });
  const hasIgnoreFile =
    (await isThere(join(context, '.dockerignore'))) || (await isThere(`${path}.dockerignore`));
  const findings = checkDockerfile(source, { target, hasIgnoreFile });
  return { file, source: maskSecrets(source), findings: findings.map((finding) => placed(finding, source)) };
}

function placed(finding: DockerfileFinding, source: string): Finding {
  const { offset, end } = finding;
  return { ...finding, from: lineAndColumn(source, offset), to: lineAndColumn(source, end) };
}

async function read(context: Context, reference: string): Promise<AuditedImage> {
  const engine = await connectEngine(context.env);
  return await readAuditedImage(engine, reference, {
    storeDir: join(context.stateFolder, 'layers'),
    signal: context.signal,
  });
}

/** SARIF and code hosts want a place: the first line stands for the whole. */
function reportOnImage(image: AuditedImage): LintReport {
  const start = { line: 1, column: 1 };
  const findings = checkImage(image).map((finding) =>
    Object.assign({ offset: 0, end: 0, from: start, to: start }, finding),
  );
  return { file: image.reference, findings };
}

import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { type Engine, ensureDebianBase } from '@pipeline-lab/image';
import {
  ensureHostImage,
  followTarget,
  type LabHost,
  type Monitoring,
  startMonitoring,
} from '@pipeline-lab/lab';
import type { Context } from '../context.ts';
import { badUsage } from '../errors.ts';

const monitoringFolder = 'monitoring';

/** Errors: PLAB_USAGE where the files of monitoring/ are missing. */
export async function requireMonitoringFiles(folder: string): Promise<void> {
  const files = ['prometheus/prometheus.yml', 'alertmanager/alertmanager.yml'];
  for (const file of files.map((name) => join(folder, monitoringFolder, name)))
    await access(file).catch(() => {
      throw badUsage(
        `--monitoring needs ${file}, which cannot be read`,
        'docs/monitoring.md has an example.',
      );
    });
}

/** Prometheus and Alertmanager that watch the lab host; without a port, those that an earlier `up` has started. */
export async function watch(
  context: Context,
  engine: Engine,
  { host: { name }, containerId }: LabHost,
  port: number | undefined,
): Promise<Monitoring | undefined> {
  const { namespace, say, signal } = context;
  const target = { name, containerId };
  if (port === undefined) {
    await followTarget(engine.docker, { namespace, target });
    return undefined;
  }
  const debianBase = await ensureDebianBase(engine, { say, signal, stateDir: context.stateFolder });
  const image = await ensureHostImage(engine.docker, { debianBase, recipe: 'monitoring', say, signal });
  say('starting Prometheus and Alertmanager');
  const folder = join(context.cwd, monitoringFolder);
  return await startMonitoring(engine.docker, { namespace, image, folder, target, port, signal });
}

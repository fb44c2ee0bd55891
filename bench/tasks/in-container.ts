import { readFile } from 'node:fs/promises';
import type { Figure } from '../deploy/figures.ts';
import { build, docker, memoryLimit, removeImage, run } from './container.ts';
import type { Benchmark, Extent } from './page.ts';
import { answering, fill, freePort } from './servers.ts';
import { measureStarts, starts } from './starts.ts';
import { allWorks, connections, workOf } from './works.ts';
import { load } from './wrk.ts';

/** Megabytes. */
const most = 75;

/** The image in a container: how much memory it needs, and how soon it answers. */
export const inContainer: Benchmark = {
  name: 'container',
  title: 'In a container',
  how: `The image of \`apps/task-api/Dockerfile\`, without any privilege, with a limit of ${memoryLimit} MB without swap, and its tasks on a volume. Memory is what \`docker stats\` counts, the use of the
control group without inactive file pages, after 10,000 tasks were made and after the loads of *Requests a second*, all rounds of them; the health check runs meanwhile. A start is from \`docker run\` until the first 200 of \`/health\`, which writes to the database; the
engine's own part of it is until the time that the engine notes as the container's start. Median and longest of ${starts}, in turns with \`node -e 0\` in the same image.`,
  async run(extent) {
    await build();
    try {
      return [...(await measureStarts()), ...(await measureMemory(extent))];
    } finally {
      await removeImage();
    }
  },
};

async function measureMemory({
  seconds,
  rounds,
  folder,
}: Extent & { readonly folder: string }): Promise<Figure[]> {
  const port = await freePort();
  const container = await run(port);
  try {
    const url = `http://127.0.0.1:${port}`;
    await answering(`${url}/health`, () => null);
    const marks = await fill(url, 10_000, 'ours');
    const filled = await memoryOf(container);
    for (let round = 0; round < rounds; round += 1)
      for (const work of allWorks) await load(url, workOf(work, marks), connections, seconds, folder);
    const loaded = await memoryOf(container);
    const killed = await docker('inspect', '-f', '{{.State.OOMKilled}} {{.State.Running}}', container);
    return [
      { what: 'Memory with 10,000 tasks', measured: `${filled.toFixed(0)} MB` },
      {
        what: 'Memory after all loads',
        measured: `${loaded.toFixed(0)} MB`,
        limit: {
          text: `under ${most} MB, inside ${memoryLimit} MB`,
          kept: loaded < most && killed === 'false true',
        },
      },
    ];
  } finally {
    await docker('rm', '-f', '-v', container);
  }
}

/** Megabytes as `docker stats` counts them: all that the control group uses but file pages that nobody used lately. */
async function memoryOf(container: string): Promise<number> {
  const pid = await docker('inspect', '-f', '{{.State.Pid}}', container);
  const groups = await readFile(`/proc/${pid}/cgroup`, 'utf8');
  const [, old] = /^\d+:memory:(.*)$/m.exec(groups) ?? [];
  const [, only = ''] = /^0::(.*)$/m.exec(groups) ?? [];
  const folder = old === undefined ? `/sys/fs/cgroup${only}` : `/sys/fs/cgroup/memory${old}`;
  const used = await readFile(`${folder}/memory.${old === undefined ? 'current' : 'usage_in_bytes'}`, 'utf8');
  const stat = await readFile(`${folder}/memory.stat`, 'utf8');
  const [, inactive] =
    (old === undefined ? /^inactive_file (\d+)/m : /^total_inactive_file (\d+)/m).exec(stat) ?? [];
  return (Number(used) - Number(inactive)) / 1e6;
}

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import packageJson from '../package.json' with { type: 'json' };

const execute = promisify(execFile);
const repository = fileURLToPath(new URL('../../..', import.meta.url));
const image = `plab-test-task-api-${process.pid}`;
const container = image;
let context: string;

async function docker(...args: string[]): Promise<string> {
  return (await execute('docker', args, { maxBuffer: 64_000_000 })).stdout.trim();
}

/** Builds as anybody would, with the docker command and the repository as context. */
async function build(tag: string, ...more: string[]): Promise<void> {
  const { BASE_IMAGE: base = '', EXTRA_CA: authorities = '' } = process.env;
  const args = [
    '--build-arg',
    `BASE_IMAGE=${base}`,
    '--build-arg',
    `EXTRA_CA=${authorities}`,
    '--build-arg',
    'BUILD_NUMBER=7',
  ];
  await docker(
    'build',
    '-q',
    '-f',
    join(context, 'apps/task-api/Dockerfile'),
    '-t',
    `${image}:${tag}`,
    ...args,
    ...more,
    context,
  );
}

async function layers(tag: string): Promise<string[]> {
  return JSON.parse(
    await docker('image', 'inspect', '-f', '{{json .RootFS.Layers}}', `${image}:${tag}`),
  ) as string[];
}

/** A component of the bill of materials. */
interface Listed {
  readonly name: string;
  readonly version: string;
  readonly purl?: string;
  readonly hashes?: readonly unknown[];
  readonly licenses?: readonly unknown[];
}

before(async () => {
  assert.ok(process.env['BASE_IMAGE'], 'BASE_IMAGE names the base image; `./plab test` sets it');
  context = await mkdtemp(join(tmpdir(), 'task-api-context-'));
  for (const name of ['.dockerignore', 'package.json', 'package-lock.json', 'apps/task-api']) {
    await cp(join(repository, name), join(context, name), { recursive: true });
  }
  await build('one');
});

after(async () => {
  await docker('rm', '-f', '-v', container).catch(() => undefined);
  await docker('rmi', '-f', ...['one', 'two', 'telling'].map((tag) => `${image}:${tag}`)).catch(
    () => undefined,
  );
  await rm(context, { recursive: true, force: true });
});

describe('the image of the Task API', () => {
  test('runs with the least: no root, no capability, nothing writable but its data', async () => {
    const least = [
      '--read-only',
      '--tmpfs',
      '/tmp',
      '--cap-drop',
      'ALL',
      '--security-opt',
      'no-new-privileges',
    ];
    await docker('run', '-d', '--name', container, '-v', '/data', ...least, `${image}:one`);
    const post = `const r = await fetch('http://127.0.0.1:5000/tasks', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"title":"a"}' });
      const l = await fetch('http://127.0.0.1:5000' + r.headers.get('location')); console.log(r.status, (await l.json()).title);
      console.log((await (await fetch('http://127.0.0.1:5000/health')).json()).build_number, process.getuid());`;
    let answer = '';
    for (let turn = 0; turn < 50 && answer === ''; turn += 1) {
      await sleep(100);
      answer = await docker('exec', container, 'node', '--input-type=module', '-e', post).catch(() => '');
    }
    assert.equal(answer, '201 a\n7 10001');
  });

  test('starts with the code of its packages, which V8 takes as its own', async () => {
    const id = await docker(
      'run',
      '-d',
      '-e',
      'NODE_DEBUG_NATIVE=COMPILE_CACHE',
      '--read-only',
      `${image}:one`,
    );
    let said = '';
    try {
      for (let turn = 0; turn < 100 && !said.includes('packages.cjs was'); turn += 1) {
        await sleep(100);
        const { stdout, stderr } = await execute('docker', ['logs', id]);
        said = stdout + stderr;
      }
    } finally {
      await docker('rm', '-f', '-v', id);
    }
    assert.match(said, /code cache for CommonJS \/app\/packages\.cjs was accepted/);
  });

  test('has a health check that passes', async () => {
    const check = JSON.parse(
      await docker('inspect', '-f', '{{json .Config.Healthcheck.Test}}', container),
    ) as string[];
    assert.equal(check[0], 'CMD');
    await docker('exec', container, ...check.slice(1));
  });

  const within = async (program: string, ...args: string[]): Promise<string> =>
    await docker('run', '--rm', '--user', '0', '--entrypoint', program, `${image}:one`, ...args);

  test('says what it is', async () => {
    const labels = JSON.parse(
      await docker('inspect', '-f', '{{json .Config.Labels}}', `${image}:one`),
    ) as Record<string, string>;
    const of = (name: string): string | undefined => labels[`org.opencontainers.image.${name}`];
    assert.deepEqual([of('title'), of('version')], ['task-api', packageJson.version]);
  });

  test('holds no program that runs with the rights of another user', async () => {
    assert.equal(await within('find', '/', '-xdev', '-type', 'f', '-perm', '/6000'), '');
  });

  test('holds no test, no development tool and no build argument', async () => {
    const files = (await within('find', '/app', '-maxdepth', '1')).split('\n').toSorted();
    const bundle = ['/app/packages.cdx.json', '/app/packages.cjs', '/app/packages.seldom.cjs'];
    assert.deepEqual(files, ['/app', '/app/assets', '/app/cache', '/app/main.mjs', ...bundle]);
    assert.ok(!(await docker('history', '--no-trunc', `${image}:one`)).includes('BEGIN CERTIFICATE'));
  });

  test('has a bill of materials: exactly the packages of the bundle and those of Debian', async () => {
    await buildTelling();
    const plab = join(repository, 'packages/cli/src/main.ts');
    const env = { ...process.env, XDG_STATE_HOME: join(context, 'state') };
    const told = await execute(process.execPath, [plab, 'image', 'sbom', `${image}:telling`], { env });
    const { components } = JSON.parse(told.stdout) as { readonly components: readonly Listed[] };
    const query = "dpkg-query -W -f '${Package}@${Version} '; echo; cat /app/packages.*cjs";
    const [debian = '', bundle = ''] = (await within('sh', '-c', query)).split(/\n([^]*)/);
    const listed = (type: string): Listed[] =>
      components.filter(({ purl }) => purl?.startsWith(`pkg:${type}/`));
    assert.deepEqual(new Set(listed('npm').map(({ purl }) => purl)), await packagesIn(bundle));
    assert.ok(listed('npm').every(({ hashes, licenses }) => hashes !== undefined && licenses !== undefined));
    assert.deepEqual(
      listed('deb')
        .map(({ name, version }) => `${name}@${version}`)
        .toSorted(),
      debian.trim().split(' ').toSorted(),
    );
  });

  /** What tells of the image's content, without npm and the rest that takes long to read. */
  async function buildTelling(): Promise<void> {
    const from = `COPY --from=${image}:one`;
    const files = ['/app/', '/var/lib/dpkg/status', '/usr/lib/os-release'];
    const copies = files.map((file) => `${from} ${file} ${file}`).join('\n');
    const folder = join(context, 'telling');
    await mkdir(folder);
    await writeFile(join(folder, 'Dockerfile'), `FROM scratch\n${copies}\nCMD ["node"]\n`);
    await docker('build', '-q', '-t', `${image}:telling`, folder);
  }

  /** The packages whose sources esbuild names in what it wrote, with the versions of the lock file. */
  async function packagesIn(bundle: string): Promise<Set<string>> {
    const lock = JSON.parse(await readFile(join(context, 'package-lock.json'), 'utf8')) as {
      readonly packages: Readonly<Record<string, { readonly version: string }>>;
    };
    const sources = bundle.matchAll(/"(?:\.\.\/)*((?:node_modules\/(?:@[^/"]+\/)?[^/"]+\/)+)[^"\n]*"\(/g);
    const folders = new Set(Array.from(sources, ([, folder = '']) => folder.slice(0, -1)));
    return new Set(
      Array.from(folders, (folder) => {
        const name = folder.replace(/^.*node_modules\//, '').replace('@', '%40');
        return `pkg:npm/${name}@${lock.packages[folder]?.version}`;
      }),
    );
  }

  test('keeps its heap to a part of the memory that its container may use', async () => {
    const command = await docker('image', 'inspect', '-f', '{{json .Config.Cmd}}', `${image}:one`);
    const flags = (JSON.parse(command) as string[]).slice(1, -1);
    const print = ['-p', 'v8.getHeapStatistics().heap_size_limit'];
    const limit = await docker('run', '--rm', '-m', '96m', `${image}:one`, 'node', ...flags, ...print);
    assert.ok(Number(limit) < 48_000_000, `${limit} bytes of 96 MB`);
  });

  test('ends at once and in order on SIGTERM', async () => {
    const began = Date.now();
    await docker('stop', '-t', '10', container);
    assert.ok(Date.now() - began < 8000, 'it did not wait to be killed');
    assert.equal(await docker('inspect', '-f', '{{.State.ExitCode}}', container), '0');
  });

  test('is the same layers again when it is built anew from the same sources', async () => {
    await build('two', '--no-cache');
    assert.deepEqual(await layers('two'), await layers('one'));
  });

  test('a change of one line changes one layer, of less than 64 kB compressed', async () => {
    const file = join(context, 'apps/task-api/src/http/problem.ts');
    await writeFile(file, (await readFile(file, 'utf8')).replace('there is no', 'nobody knows'));
    await build('two');
    const [one, two] = [await layers('one'), await layers('two')];
    assert.equal(one.length, two.length);
    assert.equal(two.filter((layer) => !one.includes(layer)).length, 1);
    const sizes = await compressedFiles();
    assert.ok(sizes.main < 64_000, `main.mjs is ${sizes.main} bytes`);
    assert.ok(sizes.main + sizes.packages < 1_000_000, `all are ${sizes.main + sizes.packages} bytes`);
  });

  async function compressedFiles(): Promise<{ main: number; packages: number }> {
    const size = async (name: string): Promise<number> =>
      Number(await within('sh', '-c', `cat /app/${name} | gzip -c | wc -c`));
    return { main: await size('main.mjs'), packages: await size('packages.*cjs') };
  }
});

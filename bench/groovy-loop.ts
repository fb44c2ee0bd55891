import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterpreter, type Host, parse } from '../packages/groovy/src/index.ts';

/** The loop that is measured: an addition and a map put, a million times. */
const loop = `def m = [:]
def sum = 0
for (int i = 0; i < 1000000; i++) {
  sum += i
  m.put(i % 1000, sum)
}
sum`;

const turns = 5;

export interface LoopFigures {
  /** Milliseconds for a million turns, start-up left out; the best of five. */
  readonly ours: number;
  /** Real Groovy's; undefined where `groovy`, or the JVM that it needs, is not installed. */
  readonly groovy: number | undefined;
}

/** Measures a million turns of a Groovy loop here and in real Groovy: `node bench/groovy-loop.ts`. */
export async function measureLoop(): Promise<LoopFigures> {
  const times: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const interpreter = createInterpreter();
    const { statements } = parse(loop, 'loop.groovy');
    const began = performance.now();
    await interpreter.run(statements, host);
    times.push(performance.now() - began);
  }
  return { ours: Math.min(...times), groovy: realGroovy() };
}

const host: Host = {
  getVariable: () => undefined,
  setVariable: () => undefined,
  callMethod: async () => null,
};

/** The same loop in one JVM, five times; the best. */
function realGroovy(): number | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'groovy-loop-'));
  try {
    const file = join(folder, 'loop.groovy');
    writeFileSync(
      file,
      `def best = Double.MAX_VALUE
${turns}.times {
  def script = new GroovyShell().parse('''${loop}''')
  def began = System.nanoTime()
  script.run()
  best = Math.min(best, (System.nanoTime() - began) / 1e6d)
}
println best`,
    );
    const env = { ...process.env, JAVA_HOME: process.env['JAVA_HOME'] ?? javaHome() };
    return Number(
      execFileSync('groovy', [file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], env }),
    );
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Debian's `groovy` looks for a default JVM only; any that is installed will do. */
function javaHome(): string {
  const java = execFileSync('sh', ['-c', 'readlink -f "$(command -v java)"'], { encoding: 'utf8' }).trim();
  return dirname(dirname(java));
}

if (import.meta.main) {
  const { ours, groovy } = await measureLoop();
  const beside =
    groovy === undefined
      ? 'groovy or its JVM is not installed'
      : `Groovy ${groovy.toFixed(0)} ms, ratio ${(ours / groovy).toFixed(2)}`;
  console.log(`a million turns: ${ours.toFixed(0)} ms; ${beside}`);
}

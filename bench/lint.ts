import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, type StartFigures, time } from './start.ts';

const command = fileURLToPath(new URL('../plab', import.meta.url));
const rounds = 30;
export const lines = 1400;

/** Times `./plab lint` on a long Jenkinsfile against `node -e 0`, in turns. `node bench/lint.ts` prints the ratio. */
export function measureLint(): StartFigures {
  const folder = mkdtempSync(join(tmpdir(), 'plab-bench-'));
  const file = join(folder, 'Jenkinsfile');
  writeFileSync(file, longJenkinsfile());
  const times: Record<keyof StartFigures, number[]> = { plab: [], node: [] };
  try {
    for (let round = -2; round < rounds; round += 1) {
      const plab = time(command, ['lint', file]);
      const node = time(process.execPath, ['-e', '0']);
      // The first rounds fill the caches.
      if (round < 0) continue;
      times.plab.push(plab);
      times.node.push(node);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return { plab: median(times.plab), node: median(times.node) };
}

/** A valid pipeline of that many lines with a bit of everything that real ones have. */
function longJenkinsfile(): string {
  const head = [
    'pipeline {',
    '  agent none',
    "  parameters { booleanParam(name: 'DEPLOY', defaultValue: false, description: 'Ship it') }",
    "  options { timeout(time: 1, unit: 'HOURS') }",
    '  stages {',
  ];
  const stages: string[] = [];
  for (let index = 0; head.length + stages.length + 2 + stage(0).length <= lines; index += 1)
    stages.push(...stage(index));
  const end = ['  }', '}'];
  const blank = Array.from({ length: lines - head.length - stages.length - end.length }, () => '');
  return [...head, ...stages, ...blank, ...end].join('\n');
}

function stage(index: number): string[] {
  return `    stage('Part ${index}') {
      agent { docker { image "node:\${NODE_VERSION}"; args '-v /cache:/cache' } }
      when { beforeAgent true; anyOf { branch 'main'; changeset 'part-${index}/**'; expression { params.DEPLOY } } }
      environment {
        PART = 'part-${index}'
        TOKEN = credentials('token-${index}')
      }
      steps {
        sh label: 'Install', script: 'npm ci --prefix part-${index}'
        withCredentials([usernamePassword(credentialsId: 'x', usernameVariable: 'U', passwordVariable: 'P')]) {
          sh '''
            curl -u "$U:$P" https://example.com/part-${index}
          '''
        }
        script {
          def version = readFile('part-${index}/VERSION').trim()
          if (version ==~ /\\d+\\.\\d+/ && env.BRANCH_NAME == 'main') {
            echo "Part ${index} is \${version}"
          } else {
            ['a', 'b'].each { name -> echo "skips \${name}" }
          }
        }
      }
      post { always { junit allowEmptyResults: true, testResults: 'part-${index}/reports/*.xml' } }
    }`.split('\n');
}

if (import.meta.main) {
  const { plab, node } = measureLint();
  console.log(
    `lint ${plab.toFixed(1)} ms, node -e 0 ${node.toFixed(1)} ms: ${(plab / node).toFixed(2)} (under 3)`,
  );
}

#!/usr/bin/env node
import packageJson from '../package.json' with { type: 'json' };

const [first, ...others] = process.argv.slice(2);
if ((first === '--version' || first === '-V') && others.length === 0) {
  console.log(packageJson.version);
} else {
  if (first === 'run' && !others.some((option) => option === '--help' || option === '-h')) {
    const { prepareBuildProcess } = await import('@pipeline-lab/engine/prepare');
    const { stateFolderOf } = await import('./context.ts');
    prepareBuildProcess(stateFolderOf(process.env));
  }
  const { runProgram } = await import('./program.ts');
  await runProgram(process.argv.slice(2), packageJson.version);
}

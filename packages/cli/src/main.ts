#!/usr/bin/env -S node --
import packageJson from '../package.json' with { type: 'json' };

const [first, ...others] = process.argv.slice(2);
if ((first === '--version' || first === '-V') && others.length === 0) {
  console.log(packageJson.version);
} else {
  if (first === 'run' && !others.some((option) => option === '--help' || option === '-h')) {
    const { prepareBuildProcess } = await import('@pipeline-lab/engine/prepare');
    const { stateFolderOf } = await import('./context.ts');
    try {
      prepareBuildProcess(stateFolderOf(process.env));
    } catch {
      // What is wrong is told when the command itself needs the folder.
    }
  }
  const { runProgram } = await import('./program.ts');
  await runProgram(process.argv.slice(2), packageJson.version);
}

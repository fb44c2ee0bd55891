#!/usr/bin/env node
import packageJson from '../package.json' with { type: 'json' };

const [first, ...others] = process.argv.slice(2);
if ((first === '--version' || first === '-V') && others.length === 0) {
  console.log(packageJson.version);
} else {
  const { runProgram } = await import('./program.ts');
  await runProgram(process.argv.slice(2), packageJson.version);
}

#!/usr/bin/env -S node --
import { command } from './command.ts';

// No `await` out here: this file is also bundled as CommonJS, which starts faster.
void command(process.argv.slice(2), async () => {
  const { bundlesBeside } = await import('./bundles/beside.ts');
  return bundlesBeside(import.meta.dirname);
});

import { runProgramOf } from './run-program.ts';

/** Runs a bundle as the program of a process: `node start.cjs <folder> <name> <folder of caches>`. */
const [folder = '', name = '', cacheFolder = ''] = process.argv.slice(2);
runProgramOf(folder, name, cacheFolder);

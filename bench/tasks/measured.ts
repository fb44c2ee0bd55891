import { createServer, type ServerParts } from '../../apps/task-api/src/server.ts';
import { settingsFrom } from '../../apps/task-api/src/settings.ts';
import { addMetrics } from '../../apps/task-api/src/metrics/metrics.ts';
import { openSqliteStore } from '../../apps/task-api/src/storage/sqlite/sqlite-store.ts';

/** How often a part is added once more. */
const more = Number(process.argv[3]);
const settings = settingsFrom({ ...process.env, LOG_LEVEL: 'warn' });

/** What the service does at a request, and one part of it several times more. */
const variants: Readonly<Record<string, NonNullable<ServerParts['prepare']>>> = {
  whole: () => undefined,
  metrics: (app) => {
    for (let time = 0; time < more; time += 1) addMetrics(app, settings);
  },
  validation: (app) => {
    const compile = app.validatorCompiler;
    if (compile === undefined) throw new Error('the service has no validator');
    app.setValidatorCompiler((part) => {
      const validate = compile(part);
      const repeated: typeof validate = (value) => {
        for (let time = 0; time < more; time += 1) void validate(value);
        const valid = validate(value);
        repeated.errors = validate.errors ?? null;
        return valid;
      };
      return repeated;
    });
  },
};

// Answers with the processor time (µs) that this process has used.
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.(user + system);
});
const prepare = variants[process.argv[2] ?? ''];
if (prepare === undefined || !(more > 0))
  throw new Error(`usage: measured.ts ${Object.keys(variants).join('|')} TIMES`);
const app = createServer({ settings, store: openSqliteStore(settings.dataDir), prepare });
await app.listen({ host: '127.0.0.1', port: settings.port });
process.on('disconnect', () => process.exit());

import packageJson from '../package.json' with { type: 'json' };

export interface Settings {
  readonly host: string;
  readonly port: number;
  /** Folder of the database. */
  readonly dataDir: string;
  readonly version: string;
  readonly buildNumber: string;
  readonly environment: string;
  readonly logLevel: string;
}

/** Reads the settings from environment variables. Throws an Error that names a variable with a wrong value. */
export function settingsFrom(env: NodeJS.ProcessEnv): Settings {
  const port = Number(env['PORT'] ?? 5000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`PORT=${env['PORT']} is not a port`);
  return {
    host: env['HOST'] ?? '0.0.0.0',
    port,
    dataDir: env['DATA_DIR'] ?? 'data',
    version: env['APP_VERSION'] || packageJson.version,
    buildNumber: env['BUILD_NUMBER'] || '0',
    environment: env['NODE_ENV'] ?? 'development',
    logLevel: env['LOG_LEVEL'] ?? 'warn',
  };
}

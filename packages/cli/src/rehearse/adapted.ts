import { type AppConfig, type DeployRequest, selfSigned } from '@pipeline-lab/deploy';

type ProxyFiles = DeployRequest['proxyFiles'];

/** A destination's settings as a lab gets them. */
export interface Adapted {
  readonly app: AppConfig;
  readonly proxyFiles: ProxyFiles;
  /** What is other than in production, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * Takes out of the settings what would reach beyond the lab: hooks and the release command unless they are wanted, and
 * the authority for certificates, in whose place comes one of our own. All else stays as it is.
 */
export function adapted(app: AppConfig, proxyFiles: ProxyFiles, hooks: boolean): Adapted {
  const { tls } = app.proxy;
  const quiet = hooks ? app : { ...app, hooks: { before: {}, after: {} }, release: undefined };
  if (tls?.acme === undefined) return { app: quiet, proxyFiles, notes: notesOn(app, hooks) };
  return {
    app: { ...quiet, proxy: { ...app.proxy, tls: { redirect: tls.redirect, hsts: tls.hsts } } },
    proxyFiles: { ...proxyFiles, certificate: selfSigned(app.proxy.hosts) },
    notes: notesOn(app, hooks),
  };
}

function notesOn({ hooks, release, proxy, volumes, roles }: AppConfig, run: boolean): string[] {
  const hooked = Object.keys({ ...hooks.before, ...hooks.after }).length > 0;
  const { tls } = proxy;
  return [
    ...(hooked && !run ? ['hooks are not run: they may reach beyond the lab; --hooks runs them'] : []),
    ...(hooked && run ? ['hooks are run, on this machine, as a deployment runs them'] : []),
    ...(release !== undefined && !run
      ? [`the release command (${release.command.join(' ')}) is not run; --hooks runs it in the lab`]
      : []),
    ...(tls?.acme === undefined
      ? []
      : ['TLS: the authority is not asked; a certificate of ours stands for its own']),
    ...(tls?.certificate === undefined ? [] : ['TLS: with the certificate and key that deploy.yml names']),
    ...(Object.keys(roles).length === 0
      ? []
      : [
          `roles work in the lab, too (${Object.keys(roles).join(', ')}): what they take from a queue is taken`,
        ]),
    ...(Object.keys(volumes).length === 0 ? [] : ['the volumes of the lab begin empty']),
  ];
}

/** The settings for what serves before: no watch and no canary, since nothing is compared yet. */
export function settingsBefore(app: AppConfig): AppConfig {
  return { ...app, watch: 0, canary: { ...app.canary, steps: [] }, rollout: {} };
}

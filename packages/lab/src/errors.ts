import { PlabError } from '@pipeline-lab/deploy';

export const portTaken = (port: number, holder: string, option = '--port'): PlabError =>
  new PlabError(
    'PLAB_PORT_TAKEN',
    `port ${port} on this machine is taken${holder === '' ? '' : ` by ${holder}`}`,
    `Stop what listens there (\`ss -ltnp 'sport = :${port}'\` names it), or choose another one: \`plab up ${option} ${port === 65535 ? 8080 : port + 1}\`.`,
  );

export const notReady = (name: string, said: string): PlabError =>
  new PlabError(
    'PLAB_LAB_NOT_READY',
    `the lab host ${name} did not come up\n${said}`,
    '`plab down` removes it; then run this again.',
  );

export const imageFailed = (said: string, cause: unknown): PlabError =>
  new PlabError(
    'PLAB_LAB_IMAGE',
    `the image of the lab host could not be built: ${said}`,
    'See whether containers on this machine reach the Debian mirror, then run this again.',
    { cause },
  );

export const hostStart = (name: string, said: string, cause: unknown): PlabError =>
  new PlabError(
    'PLAB_LAB_START',
    `the lab host ${name} could not be started: ${said}`,
    'A lab host runs a Docker engine of its own; this engine must allow privileged containers or all capabilities.',
    { cause },
  );

export const monitoringStart = (said: string): PlabError =>
  new PlabError(
    'PLAB_LAB_MONITORING',
    `Prometheus did not come up with the files of monitoring/\n${said}`,
    'Mend the file that is named there (`promtool check config monitoring/prometheus/prometheus.yml`), then run this again.',
  );

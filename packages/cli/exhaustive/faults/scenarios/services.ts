import { inside, killProxy, restartEngine } from '@pipeline-lab/lab';
import { beforeEffect, inPhase, type Scenario } from './scenario.ts';

type Act = Parameters<typeof inPhase>[1];

const onHost =
  (script: string): Act =>
  async ({ engine, host }) =>
    void (await inside(engine.docker, host, script));

const killed: Act = async ({ engine, host }) => await killProxy(engine.docker, host);
const engineRestarted: Act = async ({ engine, host }) => await restartEngine(engine.docker, host);
const rebooted: Act = async ({ reboot }) => void (await reboot());

/** What `systemctl reload haproxy` does: the master starts itself anew, with what is on the disk. */
const reload = 'kill -USR2 $(pgrep -o -x haproxy)';
/** A package that is upgraded puts another file in the place of the program. */
const upgrade = `cp /usr/sbin/haproxy /usr/sbin/haproxy.dpkg-new && mv /usr/sbin/haproxy.dpkg-new /usr/sbin/haproxy && ${reload}`;

const patient = { watch: 20 };
const anything = Infinity;

/** What happens to the programs of a host. Who kills the proxy kills what serves. */
export const services: readonly Scenario[] = [
  {
    name: 'Docker restarted while shipping',
    fault: inPhase('prepare', engineRestarted),
    serves: 'old',
    code: /PLAB_/,
  },
  {
    name: 'Docker restarted before the release starts',
    fault: beforeEffect('container.start', engineRestarted),
    serves: 'new',
  },
  {
    name: 'Docker restarted in the watch',
    app: patient,
    fault: inPhase('watch', engineRestarted),
    serves: 'old',
    code: 'PLAB_HOST_ENGINE',
  },
  {
    name: 'HAProxy killed before the switch',
    fault: beforeEffect('container.start', killed),
    serves: 'new',
    mayLose: anything,
  },
  {
    name: 'HAProxy killed in the watch',
    app: patient,
    fault: inPhase('watch', killed),
    serves: 'old',
    code: 'PLAB_WATCH',
    mayLose: anything,
  },
  {
    name: 'HAProxy reloaded before the switch',
    fault: beforeEffect('container.start', onHost(reload)),
    serves: 'new',
  },
  {
    name: 'HAProxy reloaded in the watch',
    app: patient,
    fault: inPhase('watch', onHost(reload)),
    serves: 'old',
    code: 'PLAB_WATCH',
  },
  {
    name: 'HAProxy’s program replaced and reloaded before the switch',
    fault: beforeEffect('container.start', onHost(upgrade)),
    serves: 'new',
  },
  {
    name: 'HAProxy’s program replaced and reloaded in the watch',
    app: patient,
    fault: inPhase('watch', onHost(upgrade)),
    serves: 'old',
    code: 'PLAB_WATCH',
  },
  {
    name: 'Host rebooted while shipping',
    fault: inPhase('prepare', rebooted),
    serves: 'new',
    mayLose: anything,
  },
  {
    name: 'Host rebooted in the watch',
    app: patient,
    fault: inPhase('watch', rebooted),
    serves: 'old',
    code: 'PLAB_WENT_BACK',
    powerless: true,
    mayLose: anything,
  },
];

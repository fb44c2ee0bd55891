import { inside, killProxy, reloadProxy, restartEngine } from '@pipeline-lab/lab';
import { beforeEffect, inPhase, type Scenario } from './scenario.ts';

type Act = Parameters<typeof inPhase>[1];

const killed: Act = async ({ engine, host }) => await killProxy(engine.docker, host);
const engineRestarted: Act = async ({ engine, host }) => await restartEngine(engine.docker, host);
const rebooted: Act = async ({ reboot }) => void (await reboot());

const reloaded: Act = async ({ engine, host }) => await reloadProxy(engine.docker, host);
/** A package that is upgraded puts another file in the place of the program. */
const replace =
  'cp /usr/sbin/haproxy /usr/sbin/haproxy.dpkg-new && mv /usr/sbin/haproxy.dpkg-new /usr/sbin/haproxy';
const upgraded: Act = async ({ engine, host }) => {
  await inside(engine.docker, host, replace);
  await reloadProxy(engine.docker, host);
};

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
    name: 'HAProxy killed in a canary',
    app: { canary: { steps: [50], seconds: 20 } },
    fault: beforeEffect('journal step share', killed),
    serves: 'old',
    code: 'PLAB_WATCH',
    mayLose: anything,
  },
  {
    name: 'Host rebooted in a canary',
    app: { canary: { steps: [50], seconds: 20 } },
    fault: beforeEffect('journal step share', rebooted),
    serves: 'old',
    code: 'PLAB_WENT_BACK',
    powerless: true,
    mayLose: anything,
  },
  {
    name: 'HAProxy reloaded before the switch',
    fault: beforeEffect('container.start', reloaded),
    serves: 'new',
  },
  {
    name: 'HAProxy reloaded in the watch',
    app: patient,
    fault: inPhase('watch', reloaded),
    serves: 'old',
    code: 'PLAB_WATCH',
  },
  {
    name: 'HAProxy’s program replaced and reloaded before the switch',
    fault: beforeEffect('container.start', upgraded),
    serves: 'new',
  },
  {
    name: 'HAProxy’s program replaced and reloaded in the watch',
    app: patient,
    fault: inPhase('watch', upgraded),
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

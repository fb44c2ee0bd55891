import { fillDisk, freeDisk, inside } from '@pipeline-lab/lab';
import { beforeEffect, type Scenario } from './scenario.ts';

type Act = Parameters<typeof beforeEffect>[1];

const mebibyte = 1024 * 1024;
const filled =
  (left: number): Act =>
  async ({ engine, host }) =>
    await fillDisk(engine.docker, host, left);
const freed: Act = async ({ engine, host }) => await freeDisk(engine.docker, host);

const pruned: Act = async ({ engine, host }) =>
  void (await inside(engine.docker, host, 'docker image prune -af'));

/** Each address of a release that is free, but for the last ones, is given to a container of somebody else. */
const occupied: Act = async ({ engine, host, app }) =>
  void (await inside(
    engine.docker,
    host,
    `image=$(docker ps -q | head -n 1 | xargs docker inspect -f '{{.Image}}')
    network=$(docker network inspect -f '{{(index .IPAM.Config 0).Subnet}}' ${app.app} | sed 's/0[/]24//')
    for slot in 10 11 12 13; do docker run -d --name squatter$slot --network ${app.app} --ip $network$slot "$image" sleep 600 || docker rm -f squatter$slot; done; docker ps | grep squatter`,
  ));
const vacated: Act = async ({ engine, host }) =>
  void (await inside(engine.docker, host, 'docker ps -aq --filter name=squatter | xargs -r docker rm -f'));

/** What happens to a host's disk, which is a small one. */
export const disks: readonly Scenario[] = [
  {
    name: 'Disk full while shipping',
    ballast: 20 * mebibyte,
    fault: beforeEffect('keep pulling', filled(8 * mebibyte), freed),
    serves: 'old',
    code: 'PLAB_HOST_DISK_FULL',
  },
  {
    name: 'Disk full while the release starts',
    fault: beforeEffect('container.create', filled(0), freed),
    serves: 'old',
    journal: 'failed',
    code: 'PLAB_HOST_DISK_FULL',
  },
];

/** What somebody else does to a host's images and addresses. */
export const strangers: readonly Scenario[] = [
  {
    name: 'Image pruned between ship and start',
    fault: beforeEffect('container.create', pruned),
    serves: 'old',
    code: 'PLAB_SHIP',
    says: /its image was removed/,
  },
  {
    name: 'The release’s address is taken',
    fault: beforeEffect('container.start', occupied, vacated),
    serves: 'old',
    code: 'PLAB_HOST_COMMAND',
    says: /[Aa]ddress already in use/,
  },
];

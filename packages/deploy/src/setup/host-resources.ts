import type { Way } from './confirmed.ts';
import { authorizedKey, forcedCommand, forcedCommandFile } from './contents/deploy-key.ts';
import { firewallScript, firewallUnit } from './contents/firewall.ts';
import type { Facts } from './facts.ts';
import type { Resource } from './resource.ts';
import { file, folder } from './resources/file.ts';
import { firewall, withoutTables } from './resources/firewall.ts';
import { service } from './resources/service.ts';
import { sshd, sshdReload } from './resources/sshd.ts';
import { authorizedKeyOf, user } from './resources/user.ts';
import type { LeftOut, SetupPlan } from './setup-plan.ts';
import { services, software } from './software.ts';
import { systemResources } from './system.ts';

/** Everything that a host needs, in the order in which it is made; and what is left out on this one. Pure. */
export function hostResources(
  plan: SetupPlan,
  facts: Facts,
  way: Way,
): { readonly resources: readonly Resource[]; readonly leftOut: readonly LeftOut[] } {
  const { deployUser, publicKey, openPorts, swarmNodes = [] } = plan;
  const system = systemResources(facts);
  return {
    leftOut: system.leftOut,
    resources: [
      ...software(plan, facts, way),
      user({ name: deployUser, groups: ['docker', 'haproxy'] }),
      folder({ path: '/var/lib/plab', mode: '750', owner: `${deployUser}:${deployUser}` }),
      file({ path: forcedCommandFile, mode: '755', owner: 'root:root', text: () => forcedCommand }),
      authorizedKeyOf(deployUser, authorizedKey(plan.app, publicKey)),
      ...services(facts),
      ...system.resources,
      sshd(deployUser, sshdReload(facts.distribution.sshService, facts.systemd), way),
      firewall([facts.sshPort, 80, 443, ...openPorts], swarmNodes, way),
      ...firewallService(facts),
    ],
  };
}

function firewallService({ systemd }: Facts): Resource[] {
  const [path, mode, text] = systemd
    ? (['/etc/systemd/system/plab-firewall.service', '644', firewallUnit] as const)
    : (['/etc/init.d/plab-firewall', '755', firewallScript] as const);
  return [
    file({ path, mode, owner: 'root:root', text: () => text }),
    { ...service({ name: 'plab-firewall', systemd, files: [path] }), impossible: withoutTables },
  ];
}

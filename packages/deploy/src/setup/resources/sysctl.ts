import type { Resource } from '../resource.ts';
import { script } from '../root-shell.ts';

/** Settings of the running kernel. A setting that this kernel does not have is left out. */
export function sysctl(settings: Readonly<Record<string, string>>): Resource {
  const names = Object.keys(settings);
  return {
    name: 'kernel settings',
    current: async (shell) => (await shell.run(script(read, ...names))).split('\n'),
    desired: (current) =>
      current.map((line) => {
        const [name = ''] = line.split(' = ');
        return `${name} = ${settings[name] ?? ''}`;
      }),
    apply: async (shell, desired) => {
      const changes = desired.map((line) => line.replace(' = ', '='));
      await shell.run(['sysctl', '-q', '-w', ...changes]);
    },
  };
}

const read = `
for name; do
  file=/proc/sys/$(printf '%s' "$name" | tr . /)
  if [ -e "$file" ]; then printf '%s = %s\\n' "$name" "$(cat "$file")"; fi
done
`;

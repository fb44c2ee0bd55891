import type { Resource } from '../resource.ts';
import { script } from '../root-shell.ts';

export const swapFile = '/swapfile';

/** A swap file that is in use, and is again after a restart. */
export function swap(mebibytes: number): Resource {
  return {
    name: `swap ${swapFile}`,
    current: async (shell) => {
      const answer = await shell.run(script(read, swapFile));
      return answer === '' ? [] : answer.split('\n');
    },
    // One that is there stays as large as it is.
    desired: (current) => [
      current.find((line) => line.endsWith('MiB')) ?? `${mebibytes} MiB`,
      'in use',
      'in /etc/fstab',
    ],
    apply: async (shell) => {
      await shell.run(script(make, swapFile, String(mebibytes)));
    },
  };
}

const read = `
if [ -e "$1" ]; then echo "$(($(stat -c %s "$1") / 1048576)) MiB"; fi
if grep -q "^$1 " /proc/swaps; then echo 'in use'; fi
if grep -q "^$1 " /etc/fstab 2>/dev/null; then echo 'in /etc/fstab'; fi
`;

const make = `
umask 077
if ! grep -q "^$1 " /proc/swaps; then
  if [ ! -e "$1" ]; then fallocate -l "$2M" "$1.plab-new" && mv "$1.plab-new" "$1"; fi
  mkswap "$1" >/dev/null
  swapon "$1"
fi
if ! grep -q "^$1 " /etc/fstab; then printf '%s none swap sw 0 0\\n' "$1" >>/etc/fstab; fi
`;

/** How much swap (MiB) a host of that memory gets: as much again, 2 GiB at most. */
export function swapSize(memory: number): number {
  return Math.min(Math.max(memory, 256), 2048);
}

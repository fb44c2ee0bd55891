import { readFileSync } from 'node:fs';

export interface Platform {
  /** As `process.platform`. */
  readonly os: string;
  /** `ID` and `ID_LIKE` of os-release, empty where there is none. */
  readonly family: readonly string[];
  readonly root: boolean;
}

/** The machine this runs on. os-release: https://www.freedesktop.org/software/systemd/man/os-release.html */
export function thisPlatform(): Platform {
  return { os: process.platform, family: family(osRelease()), root: process.getuid?.() === 0 };
}

/** The distribution names of an os-release file: its own, then those it derives from. */
export function family(osRelease: string): string[] {
  const value = (key: string): string =>
    new RegExp(`^${key}=["']?([^"'\\n]*)`, 'm').exec(osRelease)?.[1] ?? '';
  return `${value('ID')} ${value('ID_LIKE')}`.split(' ').filter((name) => name !== '');
}

/** Whether apt installs Debian's or Ubuntu's packages here. */
export function hasApt({ os, family }: Platform): boolean {
  return os === 'linux' && family.some((name) => name === 'debian' || name === 'ubuntu');
}

/** What to run to get an engine, given the errors of those that were tried. */
export function howToGetAnEngine(errors: readonly unknown[], platform: Platform = thisPlatform()): string {
  if (errors.some(isDenied)) {
    return 'Run `sudo usermod -aG docker "$USER"`, log in again, then run this again.';
  }
  if (platform.os === 'darwin') return 'Run `brew install --cask docker && open -a Docker`, then this again.';
  const sudo = platform.root ? '' : 'sudo ';
  const command = installCommand(platform, sudo);
  return command === undefined
    ? 'Install Docker (https://docs.docker.com/engine/install/) or Podman and start it, then run this again.'
    : `Run \`${sudo}${command}\`, then this again.`;
}

function installCommand(platform: Platform, sudo: string): string | undefined {
  const start = `${sudo}systemctl enable --now docker`;
  if (hasApt(platform)) return `apt-get install -y --no-install-recommends docker.io iptables && ${start}`;
  if (platform.family.includes('fedora')) return `dnf install -y moby-engine && ${start}`;
  if (platform.family.includes('arch')) return `pacman -S --noconfirm docker && ${start}`;
  if (platform.family.includes('alpine')) return `apk add docker && ${sudo}rc-service docker start`;
  if (platform.family.includes('suse')) return `zypper install -y docker && ${start}`;
  return undefined;
}

function isDenied(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EACCES';
}

function osRelease(): string {
  for (const path of ['/etc/os-release', '/usr/lib/os-release']) {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      // The second place is the standard's fallback; a machine without either has no family.
    }
  }
  return '';
}

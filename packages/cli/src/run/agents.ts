import type { AgentConfig } from '@pipeline-lab/engine/builds';
import { badUsage } from '../errors.ts';

/** `--agent linux=debian:12`, `--agent mac=local`, `--agent arm=ssh:me@host:folder`: where a label leads to. */
export function agentOption(text: string): AgentConfig {
  const at = text.indexOf('=');
  const [label, place] = [text.slice(0, Math.max(0, at)).trim(), text.slice(at + 1).trim()];
  if (at < 1 || place === '')
    throw badUsage(
      `--agent ${text}: nothing says where the label leads to`,
      'Write --agent label=local, --agent label=image:tag or --agent label=ssh:user@host.',
    );
  return { name: label, labels: [label], place: placeOf(place) };
}

/** `local`, `ssh:user@host[:folder]`, or the name of an image. */
export function placeOf(text: string): AgentConfig['place'] {
  if (text === 'local') return { kind: 'local' };
  if (!text.startsWith('ssh:')) return { kind: 'image', image: text };
  const [host = '', ...folder] = text.slice('ssh:'.length).replace(/^\/\//, '').split(':');
  return { kind: 'ssh', host, ...(folder.length === 0 ? {} : { folder: folder.join(':') }) };
}

import type Docker from 'dockerode';
import { labels } from '../host/state.ts';

/** Shorter values would hide half of what is printed, and are no secrets. */
const shortest = 4;

/** Puts asterisks for the values of a container's secret variables in a text. Pure. */
export function withoutSecrets({ Env, Labels }: Variables, text: string): string {
  const names = new Set(Labels[labels.secrets]?.split(','));
  const values = Env.flatMap((variable) => {
    const at = variable.indexOf('=');
    const value = variable.slice(at + 1);
    return names.has(variable.slice(0, at)) && value.length >= shortest ? [value] : [];
  });
  // The longest first: one value may be part of another.
  values.sort((a, b) => b.length - a.length);
  return values.reduce((hidden, value) => hidden.replaceAll(value, '****'), text);
}

/** `NAME=value` each, and the labels that tell which are secret. */
type Variables = Pick<Docker.ContainerInspectInfo['Config'], 'Env' | 'Labels'>;

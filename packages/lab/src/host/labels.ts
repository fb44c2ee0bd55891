/** Labels of everything that makes a lab. */
export const labels = { lab: 'plab.lab', namespace: 'plab.namespace', host: 'plab.host' } as const;

export function labelsOf(namespace: string, host: string): Record<string, string> {
  return { [labels.lab]: '1', [labels.namespace]: namespace, [labels.host]: host };
}

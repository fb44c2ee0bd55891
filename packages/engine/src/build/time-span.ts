/** `hudson.Util.getTimeSpanString`: the two greatest units. */
export function timeSpan(ms: number): string {
  const seconds = ms / 1000;
  const units: readonly (readonly [string, number])[] = [
    ['day', 86_400],
    ['hr', 3600],
    ['min', 60],
  ];
  for (const [index, [name, size]] of units.entries()) {
    if (seconds < size) continue;
    const [next, small] = units[index + 1] ?? ['sec', 1];
    const great = Math.floor(seconds / size);
    return `${great} ${name}${name === 'day' && great > 1 ? 's' : ''} ${Math.floor((seconds % size) / small)} ${next}`;
  }
  if (seconds >= 10) return `${Math.floor(seconds)} sec`;
  return seconds >= 1 ? `${seconds.toFixed(1).replace(/\.0$/, '')} sec` : `${Math.round(ms)} ms`;
}

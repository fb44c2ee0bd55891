/**
 * The lines of a text that differ from those of the one before, as a script for sed(1); undefined when one of both has more
 * lines, and when that is no shorter than the text. Whoever applies it has to see to it that what comes of it is the text. Pure.
 */
export function editOf(before: string, after: string): string | undefined {
  const [old, fresh] = [before, after].map((text) => text.trimEnd().split('\n'));
  if (old === undefined || fresh === undefined || old.length !== fresh.length) return undefined;
  const commands = fresh.flatMap((line, index) =>
    line === old[index] ? [] : [`${index + 1}c\\\n${line.replaceAll('\\', String.raw`\\`)}`],
  );
  const edit = commands.join('\n');
  return edit.length < after.length ? edit : undefined;
}

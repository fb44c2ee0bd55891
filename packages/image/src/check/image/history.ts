/** A step of an image's history, as its builder wrote it. */
export interface Step {
  /** Arguments of the build, which stand before the commands: `TOKEN=value`. */
  readonly values: string;
  /** The rest: an instruction, or what a shell ran. */
  readonly instruction: string;
  /** Whether the instruction is a RUN. */
  readonly isRun: boolean;
}

/** Any shell, and the options that it is given. */
const shell = String.raw`\S*(?:sh|cmd|powershell)(?:\.exe)?(?: [-+/]\S+| (?:pipefail|errexit|nounset)){0,8}? (?:[-/]\w*c|-Command)(?=\s)`;
const withValues = new RegExp(String.raw`^(?:RUN )?\|\d+ (.*?) (?=${shell})`, 'is');
const byShell = new RegExp(String.raw`^(?:RUN )?${shell}\s*`, 'i');

/** Reads `|1 TOKEN=value /bin/sh -c make`, BuildKit's `RUN |1 TOKEN=value /bin/sh -c make # buildkit`, and `/bin/sh -c #(nop) …`. */
export function stepOf(createdBy: string): Step {
  const [prefix = '', values = ''] =
    withValues.exec(createdBy) ?? /^(?:RUN )?\|\d+ ((?:\w+=\S*\s*)*)/.exec(createdBy) ?? [];
  const rest = createdBy.slice(prefix.length).replace(/# buildkit$/, '');
  const command = rest.replace(byShell, '');
  if (command.startsWith('#(nop)'))
    return { values, instruction: command.replace(/^#\(nop\)\s*/, ''), isRun: false };
  const isRun = prefix !== '' || command !== rest || rest.startsWith('RUN ');
  return { values, instruction: isRun ? `RUN ${command.replace(/^RUN /, '')}` : rest, isRun };
}

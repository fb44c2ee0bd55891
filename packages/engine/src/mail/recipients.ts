import { textOf, type Value } from '@pipeline-lab/groovy';
import type { Site } from '../build/build.ts';

export interface Recipients {
  readonly to: string[];
  readonly cc: string[];
  readonly bcc: string[];
}

/** A list of addresses as email-ext takes it: separated by commas or space, with `cc:` and `bcc:` in front of some. */
export function recipientsIn(text: string): Recipients {
  const found: Recipients = { to: [], cc: [], bcc: [] };
  for (const word of addresses(text)) {
    const [, kind = 'to', address = ''] = /^(?:(cc|bcc):)?(.+)$/i.exec(word) ?? [];
    found[kind.toLowerCase() as keyof Recipients].push(address);
  }
  return found;
}

/** `Bob <bob@example.org>` is one address, though it has a space. */
function addresses(text: string): string[] {
  const parts = text.split(/[,;\n]/).map((part) => part.trim());
  return parts
    .flatMap((part) => (part.includes('<') ? [part] : part.split(/\s+/)))
    .filter((part) => part !== '');
}

/** The addresses behind `developers()` and `culprits()`: those of the commits; and the providers nobody is behind here. */
export function provided(
  { build }: Site,
  providers: readonly Value[],
): { readonly addresses: string[]; readonly unknown: string[] } {
  const names = providers.map((each) => textOf((each instanceof Map ? each.get('$class') : each) ?? ''));
  const isAuthor = (name: string): boolean => /^(?:developers|culprits)(?:RecipientProvider)?$/i.test(name);
  const emails = names.some(isAuthor) ? build.changes().map(({ email }) => email) : [];
  return {
    addresses: [...new Set(emails.filter((email) => email !== ''))],
    unknown: names.filter((name) => !isAuthor(name)),
  };
}

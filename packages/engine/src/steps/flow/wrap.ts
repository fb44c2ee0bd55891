import { textOf, type Value } from '@pipeline-lab/groovy';
import { maskedBlock } from '../masked-block.ts';
import { defineStep, runBody, type Step } from '../step.ts';
import { note } from '../tell.ts';

/** `wrap([$class: 'MaskPasswordsBuildWrapper', …]) { … }`: other wrappers change nothing here. */
export const wrap: Step = defineStep('wrap', {
  summary: ({ delegate }) => classOf(delegate),
  async run(call) {
    const { delegate } = call.args;
    const kind = classOf(delegate);
    if (delegate instanceof Map && /^(?:MaskPasswordsBuildWrapper|maskPasswords)$/.test(kind))
      return await maskedBlock(
        call,
        Object.fromEntries([...delegate].map(([name, value]) => [textOf(name), value])),
      );
    note(call, `the wrapper ${kind} changes nothing here; its block runs`);
    return await runBody(call, call.site);
  },
});

function classOf(delegate: Value | undefined): string {
  return delegate instanceof Map ? textOf(delegate.get('$class') ?? '').replace(/^.*\./, '') : '';
}

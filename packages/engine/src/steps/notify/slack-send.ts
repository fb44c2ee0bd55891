import { environmentAt } from '../../build/build.ts';
import { note, said } from '../tell.ts';
import { defineStep, type Step } from '../step.ts';

/** Sends to the incoming webhook in SLACK_WEBHOOK_URL; without it, a notice says that nothing was sent. */
export const slackSend: Step = defineStep('slackSend', {
  async run(call) {
    const { site, args } = call;
    const text = args.message ?? '';
    said(call, `Slack: ${args.channel ?? ''} ${text}`.trim());
    const url = environmentAt(site)['SLACK_WEBHOOK_URL'];
    if (url === undefined || url === '') {
      note(call, 'nothing was sent to Slack: set SLACK_WEBHOOK_URL to send');
      return null;
    }
    site.build.recorder.masker.add([url]);
    const body = JSON.stringify({ text });
    const headers = { 'content-type': 'application/json' };
    const signal = AbortSignal.any([site.signal, AbortSignal.timeout(10_000)]);
    const problem = await fetch(url, { method: 'POST', body, headers, signal }).then(
      (answer) => (answer.ok ? undefined : `HTTP ${answer.status}`),
      (error: unknown) => String(error),
    );
    if (problem !== undefined) note(call, `Slack did not take the message: ${problem}`);
    return null;
  },
});

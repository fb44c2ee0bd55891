import type { ServerResponse } from 'node:http';
import type { Collected } from '../collect.ts';
import type { Change } from '../change.ts';

/** A comment goes out so often (ms), lest something in between takes the connection for dead. */
const beat = 20_000;

/** Who has not taken so many bytes is cut off; the browser comes again and gets all of it. */
const mostWaiting = 4_000_000;

/**
 * Sends the view and then each change as server-sent events, until the browser goes. Whoever comes again gets the whole
 * view first, so nothing has to be remembered for it. https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function stream(response: ServerResponse, collected: Collected): void {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
  });
  response.write('retry: 2000\n\n');
  const send = (change: Change): void => {
    response.write(`data: ${JSON.stringify(change)}\n\n`);
    if (response.writableLength > mostWaiting) response.destroy();
  };
  send({ type: 'view', value: collected.view() });
  const unsubscribe = collected.subscribe(send);
  const timer = setInterval(() => response.write(': \n\n'), beat);
  response.on('close', () => {
    unsubscribe();
    clearInterval(timer);
  });
}

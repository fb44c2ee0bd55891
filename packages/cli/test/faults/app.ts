/** How a version answers: JavaScript with `request`, `response`, `body`, `version`, and `age` in seconds; `response.later = true` when it answers itself. */
export interface Manners {
  /** Runs before anything listens. */
  readonly start?: string;
  readonly health?: string;
  readonly answer?: string;
}

/**
 * The source of a server that answers with its version, streams events and echoes over a WebSocket. SIGTERM takes leave
 * of the two that would last.
 */
export const program = (version: string, { start = '', health = '', answer = '' }: Manners = {}): string => `
const http = require('node:http');
const crypto = require('node:crypto');
const open = new Set();
const began = Date.now();
const version = '${version}';
${start}
const server = http.createServer((request, response) => {
  if (request.url === '/events') {
    response.setHeader('content-type', 'text/event-stream');
    response.write('data: ${version}\\n\\n');
    const ticking = setInterval(() => response.write('data: ${version}\\n\\n'), 100);
    const end = () => { clearInterval(ticking); response.end('data: bye\\n\\n'); };
    open.add(end);
    response.on('close', () => { clearInterval(ticking); open.delete(end); });
    return;
  }
  let body = '';
  request.on('data', (text) => { body += text; });
  request.on('end', () => {
    const age = (Date.now() - began) / 1000;
    if (request.url === '/health') { ${health} }
    else { ${answer} }
    if (!response.writableEnded && !response.later) response.end('${version}' + body);
  });
});
const frame = (code, text) => Buffer.concat([Buffer.from([0x80 | code, text.length]), Buffer.from(text, 'latin1')]);
server.on('upgrade', (request, socket) => {
  const key = crypto.createHash('sha1').update(request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
  socket.write('HTTP/1.1 101 Switching Protocols\\r\\nupgrade: websocket\\r\\nconnection: upgrade\\r\\nsec-websocket-accept: ' + key + '\\r\\n\\r\\n');
  const end = () => socket.write(frame(8, '\\x03\\xe9'));
  open.add(end);
  socket.on('data', (data) => {
    // Frames of a client are short, and masked: two bytes, four of the mask.
    for (let at = 0; at < data.length; at += 6 + (data[at + 1] & 127))
      if ((data[at] & 15) === 1) socket.write(frame(1, version)); else socket.end();
  });
  socket.on('error', () => {});
  socket.on('close', () => open.delete(end));
});
server.listen(5000);
process.on('SIGTERM', () => { for (const end of open) end(); server.close(() => process.exit(0)); server.closeIdleConnections(); });
`;

import { connect } from 'node:net';

/** Sends commands to a HAProxy control socket (one connection, `;` between them) and gives the whole answer. */
export function ask(socketPath: string, ...commands: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(socketPath);
    socket.setEncoding('utf8');
    socket.setTimeout(15_000, () => socket.destroy(new Error('the control socket does not answer')));
    socket.on('connect', () => socket.write(`${commands.join(';')}\n`));
    socket.on('data', (text: string) => {
      answer += text;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer.trim()));
  });
}

import type { Readable } from 'node:stream';

/** Reads lines and counted bytes from a stream, in order; rejects with the reason of `lost` once it aborts. */
export class StreamReader {
  #buffer: Buffer = Buffer.alloc(0);
  #wake: () => void = () => undefined;
  readonly #lost: AbortSignal;

  constructor(stream: Readable, lost: AbortSignal) {
    this.#lost = lost;
    stream.on('data', (chunk: Buffer) => {
      this.#buffer = Buffer.concat([this.#buffer, chunk]);
      this.#wake();
    });
    lost.addEventListener('abort', () => this.#wake());
  }

  async line(signal?: AbortSignal): Promise<string> {
    for (;;) {
      const end = this.#buffer.indexOf(0x0a);
      if (end >= 0) return this.#take(end + 1).slice(0, -1);
      await this.#more(signal);
    }
  }

  async bytes(count: number, signal?: AbortSignal): Promise<string> {
    while (this.#buffer.length < count) await this.#more(signal);
    return this.#take(count);
  }

  #take(count: number): string {
    const text = this.#buffer.toString('utf8', 0, count);
    this.#buffer = this.#buffer.subarray(count);
    return text;
  }

  #more(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = (): void => reject(signal?.reason);
      const settle = (): void => {
        signal?.removeEventListener('abort', stop);
        if (this.#lost.aborted) reject(this.#lost.reason);
        else resolve();
      };
      if (this.#lost.aborted) return settle();
      if (signal?.aborted) return stop();
      this.#wake = settle;
      signal?.addEventListener('abort', stop, { once: true });
    });
  }
}

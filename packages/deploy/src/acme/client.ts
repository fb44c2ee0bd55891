import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

/** An account at an authority that speaks ACME (RFC 8555), made on the first use of its key. */
export interface AcmeAccount {
  /**
   * Orders a certificate by a signing request (DER) and gives it with its chain, PEM. Challenges are of the kind http-01, and
   * have to be answered already. Throws what the authority says.
   */
  order(hosts: readonly string[], request: Buffer): Promise<string>;
}

/** Seconds that the authority may take for each thing that it is waited for. */
const patience = 120;

const directorySchema = z.object({ newNonce: z.url(), newAccount: z.url(), newOrder: z.url() });
const problemSchema = z.object({ type: z.string().default(''), detail: z.string().default('') });
const orderSchema = z.object({
  status: z.string(),
  authorizations: z.array(z.url()),
  finalize: z.url(),
  certificate: z.url().optional(),
  error: problemSchema.optional(),
});
const authorizationSchema = z.object({
  status: z.string(),
  identifier: z.object({ value: z.string() }),
  challenges: z.array(
    z.object({ type: z.string(), url: z.url(), status: z.string(), error: problemSchema.optional() }),
  ),
});

type Directory = z.infer<typeof directorySchema>;

/** Opens the account of a key (PEM, on the curve P-256); the authority's terms of service are agreed to. */
export async function openAccount(
  directoryUrl: string,
  email: string,
  key: string,
  signal: AbortSignal,
): Promise<AcmeAccount> {
  const directory = directorySchema.parse(await (await call(directoryUrl, { signal })).json());
  const signer = new Signer(createPrivateKey(key), directory.newNonce, signal);
  const answer = await signer.post(directory.newAccount, {
    termsOfServiceAgreed: true,
    contact: [`mailto:${email}`],
  });
  signer.account = answer.headers.get('location') ?? undefined;
  return { order: async (hosts, request) => await order(signer, directory, hosts, request) };
}

async function order(
  signer: Signer,
  { newOrder }: Directory,
  hosts: readonly string[],
  request: Buffer,
): Promise<string> {
  const identifiers = hosts.map((value) => ({ type: 'dns', value }));
  const placed = await signer.post(newOrder, { identifiers });
  const url = placed.headers.get('location') ?? '';
  const { authorizations, finalize } = orderSchema.parse(await placed.json());
  for (const each of authorizations) await prove(signer, each);
  await signer.post(finalize, { csr: request.toString('base64url') });
  const done = await until(signer, url, orderSchema, ['valid', 'invalid']);
  if (done.certificate === undefined) throw new Error(done.error?.detail ?? `the order is ${done.status}`);
  return await (await signer.post(done.certificate)).text();
}

/** Has the authority ask a host name, unless it did so not long ago. */
async function prove(signer: Signer, url: string): Promise<void> {
  const { status, challenges, identifier } = authorizationSchema.parse(await (await signer.post(url)).json());
  if (status === 'valid') return;
  const challenge = challenges.find(({ type }) => type === 'http-01');
  if (challenge === undefined)
    throw new Error(`the authority offers no http-01 challenge for ${identifier.value}`);
  await signer.post(challenge.url, {});
  const end = await until(signer, url, authorizationSchema, ['valid', 'invalid', 'expired', 'revoked']);
  if (end.status === 'valid') return;
  const why = end.challenges.find(({ error }) => error !== undefined)?.error?.detail;
  throw new Error(`${identifier.value}: ${why ?? `its authorization is ${end.status}`}`);
}

/** Asks until a thing has one of these states: an authority offers no event. It may say how long to wait. */
async function until<T extends { readonly status: string }>(
  signer: Signer,
  url: string,
  schema: z.ZodType<T>,
  states: readonly string[],
): Promise<T> {
  for (const end = Date.now() + patience * 1000; ; ) {
    const answer = await signer.post(url);
    const thing = schema.parse(await answer.json());
    if (states.includes(thing.status)) return thing;
    if (Date.now() > end) throw new Error(`the authority took longer than ${patience} s: ${thing.status}`);
    const seconds = Number(answer.headers.get('retry-after')) || 0.5;
    await sleep(Math.min(seconds, 10) * 1000, undefined, { signal: signer.signal });
  }
}

/** Signs requests (RFC 8555, 6.2: a flattened JWS) with the account's key, each with a nonce of the authority. */
class Signer {
  /** Its URL; absent until the account is open. */
  account: string | undefined;
  readonly signal: AbortSignal;
  readonly #key: KeyObject;
  readonly #newNonce: string;
  #nonce: string | null = null;

  constructor(key: KeyObject, newNonce: string, signal: AbortSignal) {
    this.#key = key;
    this.#newNonce = newNonce;
    this.signal = signal;
  }

  /** Without a payload it only asks. A nonce that the authority does not like is replaced, as 6.5 has it. */
  async post(url: string, payload?: unknown, attempts = 5): Promise<Response> {
    this.#nonce ??= (await call(this.#newNonce, { method: 'HEAD', signal: this.signal })).headers.get(
      'replay-nonce',
    );
    const body = this.#jws({ url, nonce: this.#nonce }, payload);
    const headers = { 'content-type': 'application/jose+json' };
    const answer = await reach(url, { method: 'POST', headers, body, signal: this.signal });
    this.#nonce = answer.headers.get('replay-nonce');
    if (answer.ok) return answer;
    const problem = await problemOf(answer);
    if (!problem.type.endsWith(':badNonce') || attempts === 1) throw new Error(problem.detail);
    return await this.post(url, payload, attempts - 1);
  }

  #jws(header: Readonly<Record<string, unknown>>, payload: unknown): string {
    const who = this.account === undefined ? { jwk: publicJwk(this.#key) } : { kid: this.account };
    const protectedPart = encode({ alg: 'ES256', ...who, ...header });
    const content = payload === undefined ? '' : encode(payload);
    const signed = Buffer.from(`${protectedPart}.${content}`);
    const signature = sign('sha256', signed, { key: this.#key, dsaEncoding: 'ieee-p1363' });
    return JSON.stringify({
      protected: protectedPart,
      payload: content,
      signature: signature.toString('base64url'),
    });
  }
}

/** The public half of a key on a curve, its members in the order of RFC 7638. */
export function publicJwk(key: KeyObject | string): Readonly<Record<string, unknown>> {
  const { crv, kty, x, y } = createPublicKey(key).export({ format: 'jwk' });
  return { crv, kty, x, y };
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

async function call(url: string, init: RequestInit): Promise<Response> {
  const answer = await reach(url, init);
  if (!answer.ok) throw new Error(`${url} answered ${(await problemOf(answer)).detail}`);
  return answer;
}

/** What `fetch` hides behind “fetch failed” is told. */
async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    init.signal?.throwIfAborted();
    const cause =
      error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new Error(`${url} cannot be reached: ${cause}`, { cause: error });
  }
}

async function problemOf(answer: Response): Promise<z.infer<typeof problemSchema>> {
  const text = await answer.text();
  try {
    const { type, detail } = problemSchema.parse(JSON.parse(text));
    return { type, detail: detail || type };
  } catch {
    return { type: '', detail: `HTTP ${answer.status} ${text.slice(0, 200)}` };
  }
}

/** A CycloneDX 1.6 document, as far as we write it. https://cyclonedx.org/docs/1.6/json/ */
export interface Bom {
  readonly $schema: string;
  readonly bomFormat: 'CycloneDX';
  readonly specVersion: '1.6';
  readonly serialNumber: string;
  readonly version: 1;
  readonly metadata: {
    readonly lifecycles: readonly { readonly phase: 'post-build' }[];
    readonly tools: { readonly components: readonly Omit<Component, 'bom-ref'>[] };
    readonly component: Component;
  };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

export interface Component {
  readonly type: 'application' | 'container' | 'library' | 'operating-system' | 'platform';
  readonly 'bom-ref': string;
  readonly supplier?: { readonly name: string };
  readonly name: string;
  readonly version?: string;
  readonly description?: string;
  readonly hashes?: readonly Hash[];
  readonly licenses?: readonly Licence[];
  readonly cpe?: string;
  readonly purl?: string;
  readonly evidence?: { readonly occurrences: readonly { readonly location: string }[] };
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
}

export interface Hash {
  readonly alg: string;
  /** Hexadecimal. */
  readonly content: string;
}

export type Licence =
  | { readonly license: { readonly id: string } | { readonly name: string } }
  | { readonly expression: string };
